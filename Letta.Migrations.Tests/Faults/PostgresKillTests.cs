using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.Faults;

public sealed class PostgresKillTests(PostgresEngine engine) : KillSpec(engine)
{
    /// <summary>A revision travels as one, so that there are fewer.</summary>
    protected override int Stride => 37;

    protected override Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database) => database.RowsAsync(GoldenHistory.CatalogQuery);
}

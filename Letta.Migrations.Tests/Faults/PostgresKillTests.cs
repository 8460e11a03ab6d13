using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Golden;

namespace Letta.Migrations.Tests.Faults;

public sealed class PostgresKillTests(PostgresEngine engine) : KillSpec(engine)
{
    protected override Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database) => database.RowsAsync(GoldenHistory.CatalogQuery);
}

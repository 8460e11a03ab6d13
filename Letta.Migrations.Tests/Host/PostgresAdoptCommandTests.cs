using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresAdoptCommandTests(PostgresEngine engine) : AdoptCommandSpec(engine)
{
    protected override string Shown(TestDatabase database) => database.Target.Display;
}

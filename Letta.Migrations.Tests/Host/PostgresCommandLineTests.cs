using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresCommandLineTests(PostgresEngine engine) : CommandLineSpec(engine)
{
    protected override string Shown(TestDatabase database) => database.Target.Display;
}

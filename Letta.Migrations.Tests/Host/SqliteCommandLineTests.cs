using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteCommandLineTests(SqliteEngine engine) : CommandLineSpec(engine)
{
    protected override string Shown(TestDatabase database) => "SQLite ~/.letta/sqlite.db";
}

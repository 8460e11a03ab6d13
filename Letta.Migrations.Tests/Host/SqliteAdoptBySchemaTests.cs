using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteAdoptBySchemaTests(SqliteEngine engine) : AdoptBySchemaSpec(engine)
{
    protected override string VersionTables => "select name from sqlite_master where name in ('VersionInfo', 'alembic_version')";

    protected override string Shown(TestDatabase database) => "SQLite ~/.letta/sqlite.db";
}

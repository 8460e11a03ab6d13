using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresAdoptBySchemaTests(PostgresEngine engine) : AdoptBySchemaSpec(engine)
{
    protected override string VersionTables => "select relname from pg_class where relname in ('VersionInfo', 'alembic_version')";

    protected override string Shown(TestDatabase database) => database.Target.Display;
}

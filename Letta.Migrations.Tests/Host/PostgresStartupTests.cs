using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresStartupTests(PostgresEngine engine) : StartupSpec(engine);

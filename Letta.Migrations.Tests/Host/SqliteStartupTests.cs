using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteStartupTests(SqliteEngine engine) : StartupSpec(engine);

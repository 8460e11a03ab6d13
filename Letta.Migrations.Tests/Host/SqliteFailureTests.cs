using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteFailureTests(SqliteEngine engine) : FailureSpec(engine);

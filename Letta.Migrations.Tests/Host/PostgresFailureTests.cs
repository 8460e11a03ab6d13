using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresFailureTests(PostgresEngine engine) : FailureSpec(engine);

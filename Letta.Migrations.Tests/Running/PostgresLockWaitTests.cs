using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class PostgresLockWaitTests(PostgresEngine engine) : LockWaitSpec(engine);

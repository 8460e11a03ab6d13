using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class SqliteLockWaitTests(SqliteEngine engine) : LockWaitSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class SqliteRunnerTests(SqliteEngine engine) : RunnerSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class PostgresRunnerTests(PostgresEngine engine) : RunnerSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresWholeHistoryTests(PostgresEngine engine) : WholeHistorySpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteWholeHistoryTests(SqliteEngine engine) : WholeHistorySpec(engine);

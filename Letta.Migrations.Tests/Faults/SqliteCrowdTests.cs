using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class SqliteCrowdTests(SqliteEngine engine) : CrowdSpec(engine);

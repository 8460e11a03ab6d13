using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresColumnStepTests(PostgresEngine engine) : ColumnStepSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteColumnStepTests(SqliteEngine engine) : ColumnStepSpec(engine);

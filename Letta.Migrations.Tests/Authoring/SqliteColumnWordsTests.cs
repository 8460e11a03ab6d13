using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteColumnWordsTests(SqliteEngine engine) : ColumnWordsSpec(engine);

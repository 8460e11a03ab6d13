using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteKeyWordsTests(SqliteEngine engine) : KeyWordsSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteIndexWordsTests(SqliteEngine engine) : IndexWordsSpec(engine);

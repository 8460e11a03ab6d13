using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteSequenceWordsTests(SqliteEngine engine) : SequenceWordsSpec(engine);

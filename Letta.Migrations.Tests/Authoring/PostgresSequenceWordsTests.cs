using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresSequenceWordsTests(PostgresEngine engine) : SequenceWordsSpec(engine);

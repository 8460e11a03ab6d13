using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresKeyWordsTests(PostgresEngine engine) : KeyWordsSpec(engine);

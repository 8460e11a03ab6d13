using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresIndexWordsTests(PostgresEngine engine) : IndexWordsSpec(engine);

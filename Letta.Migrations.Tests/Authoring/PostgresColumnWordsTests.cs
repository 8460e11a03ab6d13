using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresColumnWordsTests(PostgresEngine engine) : ColumnWordsSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteIndexStepTests(SqliteEngine engine) : IndexStepSpec(engine);

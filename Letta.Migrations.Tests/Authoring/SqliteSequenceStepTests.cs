using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteSequenceStepTests(SqliteEngine engine) : SequenceStepSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresSequenceStepTests(PostgresEngine engine) : SequenceStepSpec(engine);

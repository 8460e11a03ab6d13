using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresIndexStepTests(PostgresEngine engine) : IndexStepSpec(engine);

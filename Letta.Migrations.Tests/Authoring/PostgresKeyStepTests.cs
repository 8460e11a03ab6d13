using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresKeyStepTests(PostgresEngine engine) : KeyStepSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteKeyStepTests(SqliteEngine engine) : KeyStepSpec(engine);

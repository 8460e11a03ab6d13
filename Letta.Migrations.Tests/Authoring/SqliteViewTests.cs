using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteViewTests(SqliteEngine engine) : ViewSpec(engine);

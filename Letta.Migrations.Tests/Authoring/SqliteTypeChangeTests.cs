using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteTypeChangeTests(SqliteEngine engine) : TypeChangeSpec(engine);

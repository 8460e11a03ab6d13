using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class SqliteEnumChangeTests(SqliteEngine engine) : EnumChangeSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresEnumChangeTests(PostgresEngine engine) : EnumChangeSpec(engine);

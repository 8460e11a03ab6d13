using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Authoring;

public sealed class PostgresTypeChangeTests(PostgresEngine engine) : TypeChangeSpec(engine);

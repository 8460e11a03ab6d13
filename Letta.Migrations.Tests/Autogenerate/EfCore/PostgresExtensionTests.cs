using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class PostgresExtensionTests(PostgresEngine engine) : ExtensionSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate;

public sealed class SqliteExtensionTests(SqliteEngine engine) : ExtensionSpec(engine);

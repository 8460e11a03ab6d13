using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteServeTests(SqliteEngine engine) : ServeSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Orm;

public sealed class SqliteApplicationTests(SqliteEngine engine) : ApplicationSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Orm;

public sealed class PostgresApplicationTests(PostgresEngine engine) : ApplicationSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class PostgresProcessTests(PostgresEngine engine) : ProcessSpec(engine);

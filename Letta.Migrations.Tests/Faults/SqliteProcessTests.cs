using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class SqliteProcessTests(SqliteEngine engine) : ProcessSpec(engine);

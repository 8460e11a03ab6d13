using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class SqliteAdoptSpecTests(SqliteEngine engine) : AdoptSpec(engine);

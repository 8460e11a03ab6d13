using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class PostgresAdoptSpecTests(PostgresEngine engine) : AdoptSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public sealed class PostgresRoundTripTests(PostgresEngine engine) : RoundTripSpec(engine);

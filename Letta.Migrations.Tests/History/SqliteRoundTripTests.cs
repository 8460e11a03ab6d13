using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public sealed class SqliteRoundTripTests(SqliteEngine engine) : RoundTripSpec(engine);

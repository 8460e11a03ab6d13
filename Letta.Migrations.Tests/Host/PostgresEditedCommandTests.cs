using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class PostgresEditedCommandTests(PostgresEngine engine) : EditedCommandSpec(engine);

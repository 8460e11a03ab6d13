using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class PostgresEditedRevisionTests(PostgresEngine engine) : EditedRevisionSpec(engine);

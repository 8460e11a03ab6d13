using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class PostgresRelativeTargetTests(PostgresEngine engine) : RelativeTargetSpec(engine);

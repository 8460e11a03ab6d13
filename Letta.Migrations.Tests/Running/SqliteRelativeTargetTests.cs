using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class SqliteRelativeTargetTests(SqliteEngine engine) : RelativeTargetSpec(engine);

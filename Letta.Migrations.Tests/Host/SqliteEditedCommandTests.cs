using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

public sealed class SqliteEditedCommandTests(SqliteEngine engine) : EditedCommandSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

public sealed class SqliteEditedRevisionTests(SqliteEngine engine) : EditedRevisionSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class SqliteCommitAnswerTests(SqliteEngine engine) : CommitAnswerSpec(engine);

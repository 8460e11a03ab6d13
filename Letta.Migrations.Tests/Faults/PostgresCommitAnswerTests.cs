using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class PostgresCommitAnswerTests(PostgresEngine engine) : CommitAnswerSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class PostgresStatementTimeoutTests(PostgresEngine engine) : StatementTimeoutSpec(engine)
{
    protected override string Because => "57014: canceling statement due to statement timeout";
}

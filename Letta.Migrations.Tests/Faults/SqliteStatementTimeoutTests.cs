using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class SqliteStatementTimeoutTests(SqliteEngine engine) : StatementTimeoutSpec(engine)
{
    protected override string Because => "a statement ran for longer than the statement timeout of 1 s";
}

using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines.Postgres;

public sealed class EmptyTablesTests
{
    private int _asked;

    [Theory]
    [InlineData("ALTER TABLE t ADD c integer", 1)]
    [InlineData("UPDATE t SET c = 1", 1)]
    [InlineData("create unique index i on t (c)", 1)]
    [InlineData("CREATE TABLE t (c integer)", 1)]
    [InlineData("CREATE TABLE t AS SELECT 1", 2)]
    [InlineData("insert into t select 1", 2)]
    [InlineData("with x as (insert into t select 1) select 1", 2)]
    public void Server_is_asked_again_after_a_statement_that_may_bring_rows(string sql, int asked)
    {
        var tables = new EmptyTables(Empty, "public", LettaNames.Tables);

        tables.Ask();
        tables.Sent(sql);

        Assert.True(tables.Ask());
        Assert.Equal(asked, _asked);
    }

    [Theory]
    [InlineData("CREATE TRIGGER t BEFORE UPDATE ON t EXECUTE FUNCTION f()")]
    [InlineData("DO 'begin insert into t select 1; end'")]
    [InlineData("UPDATE t SET c = 1; INSERT INTO t SELECT 1")]
    public void Nothing_is_known_after_a_statement_that_may_do_more_than_it_says(string sql)
    {
        var tables = new EmptyTables(Empty, "public", LettaNames.Tables);

        tables.Sent(sql);

        Assert.False(tables.Ask());
    }

    [Fact]
    public void Once_there_are_rows_nothing_is_known_any_more()
    {
        var tables = new EmptyTables(_ => false, "public", LettaNames.Tables);

        Assert.False(tables.Ask());
        Assert.False(tables.Known);
    }

    private Func<string, object?> Empty => _ =>
    {
        _asked++;
        return true;
    };
}

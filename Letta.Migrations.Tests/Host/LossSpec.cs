using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>What the command line says, and does, where a revision drops data that has no replacement.</summary>
[Trait("Runs", "letta")]
public abstract class LossSpec(TestEngine engine)
{
    [Fact]
    public async Task Upgrade_that_would_lose_data_stops_before_it_and_says_what_where_and_why()
    {
        await using var database = await ColouredAsync("(1, 'red'), (2, null), (3, 'green'), (4, 'a'), (5, 'a'), (6, 'a'), (7, 'a')");

        var letta = await CommandRun.RunAsync(database, "losing", "upgrade");

        Assert.Equal(7, letta.Exit);
        Assert.Equal(
            """
            Revision ddddddddddd2 would lose their colours, 6 rows of "apples" (1, 3, 4, 5, 6, …): nobody asks for it.
              see them   select id from apples where colour is not null order by id
              then       save what is still needed, and run the same command again with --accept-loss
            Nothing was changed. (exit 7)

            """,
            letta.Error);
        Assert.Equal(6, await database.ScalarAsync<int>("select count(*) from apples where colour is not null"));
    }

    [Fact]
    public async Task Upgrade_that_may_lose_data_goes_on_and_says_what_was_lost()
    {
        await using var database = await ColouredAsync("(1, 'red'), (2, null), (3, 'green')");

        var letta = await CommandRun.RunAsync(database, "losing", "upgrade", "--accept-loss");

        Assert.EndsWith(
            """
              2/2  20300101000002  ddddddddddd2  apples have none   T
                   lost: their colours, 2 rows of "apples"
            At head ddddddddddd2, verified. 1 applied in T.

            """,
            letta.Timeless,
            StringComparison.Ordinal);
        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Equal(
            ["ddddddddddd2|up|apples have none", "ddddddddddd2|loss|their colours, 2 rows of \"apples\""],
            await database.RowsAsync(
                "select alembic_id, direction, name from letta_migration_ledger where version = 20300101000002 order by id"));
    }

    [Fact]
    public async Task Json_has_what_was_lost_and_the_log_tells_it()
    {
        await using var database = await ColouredAsync("(1, 'red')");

        var letta = await CommandRun.RunAsync(database, "losing", "--accept-loss", "--json", "--log-format", "json");

        Assert.Contains(
            """"lost":[{"version":20300101000002,"table":"apples","what":"their colours","rows":1}]"""",
            letta.Out,
            StringComparison.Ordinal);
        Assert.Contains("Revision 20300101000002 lost their colours: 1 rows of apples", letta.Error, StringComparison.Ordinal);
        Assert.Contains("\"Event\":\"Lost\"", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loss_is_accepted_by_the_environment_too()
    {
        await using var database = await ColouredAsync("(1, 'red')");
        var environment
            = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal) { ["LettaMigrations__AcceptLoss"] = "true" };

        Assert.Equal(0, (await CommandRun.RunAsync(environment, "losing", "upgrade")).Exit);
    }

    [Fact]
    public async Task Upgrade_without_such_rows_is_silent()
    {
        await using var database = await ColouredAsync("(1, null)");

        var letta = await CommandRun.RunAsync(database, "losing", "upgrade");

        Assert.Equal(0, letta.Exit);
        Assert.DoesNotContain("lost", letta.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conditions_come_before_losses()
    {
        await using var database = await ColouredAsync("(0, 'red')");

        var letta = await CommandRun.RunAsync(database, "losing", "upgrade", "--accept-loss");

        Assert.Equal(7, letta.Exit);
        Assert.StartsWith("1 row of \"apples\" must have an id above zero: 0.\n", letta.Error, StringComparison.Ordinal);
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from apples where colour is not null"));
    }

    [Fact]
    public async Task Downgrade_says_first_what_it_cannot_restore_and_asks_for_nothing()
    {
        await using var database = await ColouredAsync("(1, 'red')");
        await CommandRun.RunAsync(database, "losing", "--accept-loss");

        var letta = await CommandRun.RunAsync(database, "losing", "downgrade", "-1");

        Assert.Equal(0, letta.Exit);
        Assert.Contains(
            "1 revision back\n  not restored: the colours: nothing holds them (ddddddddddd2)\n  2/2  ",
            letta.Out,
            StringComparison.Ordinal);
    }

    private async Task<TestDatabase> ColouredAsync(string rows)
    {
        var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "losing", "upgrade", "+1");
        await database.ExecuteAsync($"insert into apples (id, colour) values {rows}");
        return database;
    }
}

public sealed class SqliteLossTests(SqliteEngine engine) : LossSpec(engine);

public sealed class PostgresLossTests(PostgresEngine engine) : LossSpec(engine);

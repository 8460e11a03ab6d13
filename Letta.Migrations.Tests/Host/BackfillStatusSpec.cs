using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>What is printed of backfills that are due, run, paused, stopped and incomplete.</summary>
public abstract class BackfillStatusSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_says_what_it_carried_out_and_what_it_left()
    {
        await using var inline = await WithItemsAsync("filling", 3);
        await using var online = await WithItemsAsync("filling-due", 3);

        var human = await CommandRun.RunAsync(inline, "filling", "upgrade", "+1");
        var left = await CommandRun.RunAsync(online, "filling-due");
        await using var other = await WithItemsAsync("filling", 3);
        var json = await CommandRun.RunAsync(other, "filling", "--json");

        Assert.EndsWith(
            "\nAt cdcdcdcdcdc2, verified. 1 applied in T.\n  double_items   3 rows   T\n", human.Timeless, StringComparison.Ordinal);
        Assert.Equal(
            (
                0,
                "warning: double_items is due: run it beside the applications of \"items\" with: letta-migrate backfill run "
                    + "double_items\n"),
            (left.Exit, left.Error));
        Assert.EndsWith(
            """
            "lost":[],"due":[],"verified":true,"backfilled":[{"name":"double_items","rows":3,"duration_ms":T}]}

            """,
            json.Timeless,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_inline_stops_where_a_backfill_must_be_done_with_exit_7_and_the_next_step()
    {
        await using var database = await WithItemsAsync("filling", 3);

        var letta = await CommandRun.RunAsync(database, "filling", "--no-inline");
        var ready = await CommandRun.RunAsync(database, "filling-to-do", "ready");
        var finished = await CommandRun.RunAsync(database, "filling", "upgrade", "cdcdcdcdcdc2");

        Assert.Equal(7, letta.Exit);
        Assert.Equal(
            """
            The backfill "double_items" of revision cdcdcdcdcdc2 (double the items) is not done, and --no-inline lets no upgrade carry it out.
              Run it with: letta-migrate backfill run double_items, then run the same command again; or leave out --no-inline.
            1 revision was applied. The database is at cdcdcdcdcdc2. (exit 7)

            """,
            letta.Error);
        Assert.Equal(5, ready.Exit);
        Assert.Contains("at head, but the backfill \"double_items\" is not done", ready.Out, StringComparison.Ordinal);
        Assert.Equal("At cdcdcdcdcdc2, verified. 1 backfill finished in T.\n  double_items   3 rows   T\n", finished.Timeless);
    }

    [Fact]
    public async Task Status_tells_how_far_each_is()
    {
        await using var database = await WithItemsAsync("filling-online", 3);
        await CommandRun.RunAsync(database, "filling-online", "upgrade", "+1");

        var due = await CommandRun.RunAsync(database, "filling-online", "backfill", "status");
        var paused = await CommandRun.RunAsync(database, "filling-online", "backfill", "pause");
        var refused = await CommandRun.RunAsync(database, "filling-online", "backfill", "run");
        var resumed = await CommandRun.RunAsync(database, "filling-online", "backfill", "resume", "double_items", "-q");
        var json = await CommandRun.RunAsync(database, "filling-online", "backfill", "status", "--json");
        await CommandRun.RunAsync(database, "filling-online", "backfill", "run");
        var done = await CommandRun.RunAsync(database, "filling-online", "backfill", "status", "double_items", "--watch");
        var unknown = await CommandRun.RunAsync(database, "filling-online", "backfill", "status", "double");

        Assert.Equal("  double_items   due          3 rows waiting, 0 changed\n", due.Out);
        Assert.Equal("  double_items   paused       3 rows waiting, 0 changed\n", paused.Out);
        Assert.Equal(7, refused.Exit);
        Assert.StartsWith(
            "The backfill \"double_items\" is paused.\n  Let it go on with: letta-migrate backfill resume double_items",
            refused.Error,
            StringComparison.Ordinal);
        Assert.Equal("double_items due\n", resumed.Out);
        Assert.Equal(
            """
            [{"name":"double_items","state":"due","mode":"online","table":"items","revision":{"version":20310101000002,"alembic":"cdcdcdcdcdc2","name":"double the items beside the applications"},"waiting":3,"done":0,"failed":0,"first_failed":[],"passed":0,"estimate":null,"rate":null,"seconds_left":null,"workers":0,"attempts":0,"seconds_since_beat":null,"last_error":null}]

            """,
            json.Out);
        Assert.Equal("  double_items   done         3 rows changed\n", done.Out);
        Assert.Equal(2, unknown.Exit);
        Assert.EndsWith(
            "\n  Did you mean \"double_items\"? List them with: letta-migrate backfill list\nNothing was changed. (exit 2)\n",
            unknown.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_of_an_incomplete_one_names_the_rows_and_the_next_step()
    {
        await using var database = await WithItemsAsync("filling-in-code", 20);
        var letta = await CommandRun.RunAsync(database, "filling-in-code");

        var status = await CommandRun.RunAsync(database, "filling-in-code", "backfill", "status");
        await database.ExecuteAsync("update items set value = 14 where value = 13");
        var retried = await CommandRun.RunAsync(database, "filling-in-code", "backfill", "retry");

        Assert.Equal(7, letta.Exit);
        Assert.EndsWith(
            "\n1 revision was applied. The database is at cdcdcdcdcdc2. 19 rows of double_items are done and stay so. (exit 7)\n",
            letta.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("kanarie", letta.Out + letta.Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "  double_items   incomplete   100 %, 20 of about 20 rows, 19 changed, 1 failed, ", status.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            "\n                 failed: 13; fix them, then: letta-migrate backfill retry double_items\n",
            status.Out,
            StringComparison.Ordinal);
        Assert.Equal(
            (0, "No row that failed is left, verified. 1 row done in T.\n  double_items   1 row   T\n"),
            (retried.Exit, retried.Timeless));
    }

    [Fact]
    public async Task Verb_that_finds_nothing_to_do_says_why_and_what_there_is_to_do()
    {
        await using var empty = await engine.CreateAsync();
        await using var database = await WithItemsAsync("filling-due", 3);
        await CommandRun.RunAsync(database, "filling-due");

        Assert.Equal("The applied revisions have no backfills.\n", await SaysAsync(empty, "status"));
        Assert.Equal("The applied revisions have no backfills.\n", await SaysAsync(empty, "pause"));
        Assert.Equal("The applied revisions have no backfills.\n", await SaysAsync(empty, "retry"));
        Assert.Equal(
            "Nothing to resume: no backfill is paused. The backfill \"double_items\" is due. Run it with: letta-migrate backfill run "
                + "double_items\n",
            await SaysAsync(database, "resume"));
        Assert.Equal(
            "Nothing to retry: no backfill has rows that failed. The backfill \"double_items\" is due. Run it with: letta-migrate "
                + "backfill run double_items\n",
            await SaysAsync(database, "retry"));
        Assert.Equal(
            "Nothing to retry: the backfill \"double_items\" is due. Run it with: letta-migrate backfill run double_items\n",
            await SaysAsync(database, "retry", "double_items"));
        await CommandRun.RunAsync(database, "filling-due", "backfill", "pause");
        Assert.Equal(
            "Nothing to pause: the backfill \"double_items\" is paused. Let it go on with: letta-migrate backfill resume double_items\n",
            await SaysAsync(database, "pause", "double_items"));
        await CommandRun.RunAsync(database, "filling-due", "backfill", "resume");
        await CommandRun.RunAsync(database, "filling-due", "backfill", "run");
        Assert.Equal("Nothing to pause: the backfill \"double_items\" is done.\n", await SaysAsync(database, "pause", "double_items"));
        Assert.Equal("Nothing to pause: no backfill is due or running.\n", await SaysAsync(database, "pause"));

        static async Task<string> SaysAsync(TestDatabase database, params string[] verb)
        {
            var letta = await CommandRun.RunAsync(database, "filling-due", ["backfill", .. verb]);
            Assert.Equal((0, ""), (letta.Exit, letta.Error));
            return letta.Out;
        }
    }

    [Fact]
    public async Task While_it_runs_its_status_has_all_figures_and_a_watch_ends_with_it()
    {
        await using var database = await WithItemsAsync("filling-due", 300);
        await CommandRun.RunAsync(database, "filling-due");
        await using var slow
            = LettaProcess.Start("letta-test-child.dll", Slow(database, pause: "12s"), "letta", "filling-due", "backfill", "run");
        while ((await database.Runner(TestHistory.Named("filling-due")).BackfillsAsync(cancellationToken: Stop))[0].Rate is null or 0)
            await Task.Delay(50, Stop);

        var json = await CommandRun.RunAsync(database, "filling-due", "backfill", "status", "--json");
        await using var watch
            = LettaProcess.Start("letta-test-child.dll", database.Environment, "letta", "filling-due", "backfill", "status", "--watch");
        await watch.WaitForAsync("running", Stop);
        slow.Signal("TERM");
        await slow.ExitAsync(Stop);
        await CommandRun.RunAsync(database, "filling-due", "backfill", "run");

        Assert.Equal(0, await watch.ExitAsync(Stop));
        var looks = watch.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("  double_items   running      ", looks[0], StringComparison.Ordinal);
        Assert.EndsWith(", 1 at work", looks[0], StringComparison.Ordinal);
        Assert.Equal("  double_items   done         300 rows changed", looks[^1]);
        Assert.Matches(
            @"""state"":""running"".*""estimate"":300,""rate"":\d+,""seconds_left"":\d+,""workers"":1,""attempts"":1,""seconds_since_beat"":\d+,",
            json.Out);
    }

    [Theory]
    [InlineData("due", true)]
    [InlineData("done", false)]
    [InlineData("paused", false)]
    public async Task Last_error_is_reported_as_long_as_nobody_went_on(string state, bool reported)
    {
        await using var database = await WithItemsAsync("filling-due", 3);
        await CommandRun.RunAsync(database, "filling-due");
        await database.ExecuteAsync($"update letta_migration_backfill set state = '{state}', last_error = '55000'");

        var human = await CommandRun.RunAsync(database, "filling-due", "backfill", "status");
        var json = await CommandRun.RunAsync(database, "filling-due", "backfill", "status", "--json");

        Assert.Equal(
            reported,
            human.Out.EndsWith("   ended with 55000; letta-migrate backfill run double_items goes on\n", StringComparison.Ordinal));
        Assert.EndsWith(reported ? "\"last_error\":\"55000\"}]\n" : "\"last_error\":null}]\n", json.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_of_one_that_is_not_through_yet_says_that_the_rest_is_due()
    {
        await using var database = await WithItemsAsync("filling-due-in-code", 20);
        await CommandRun.RunAsync(database, "filling-due-in-code");
        await database.ExecuteAsync(
            "insert into letta_migration_backfill_row (name, key, error, attempts) values ('double_items', '[\"1\"]', "
                + "'TimeoutException', 1)");

        var retried = await CommandRun.RunAsync(database, "filling-due-in-code", "backfill", "retry");
        var json = await CommandRun.RunAsync(database, "filling-due-in-code", "backfill", "retry", "double_items", "--json");

        Assert.Equal(
            (
                0,
                "No row that failed is left, verified. 1 row done in T. The rest is due, with: letta-migrate backfill run "
                    + "double_items\n  double_items   1 row   T\n"),
            (retried.Exit, retried.Timeless));
        Assert.Equal(
            (0, """{"done":[],"optional":[],"verified":false,"due":[{"name":"double_items","table":"items","waiting":20}]}""" + "\n"),
            (json.Exit, json.Out));
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task Signal_finishes_the_batch_saves_it_and_gives_the_rest_back(string signal, int code)
    {
        await using var database = await WithItemsAsync("filling-online", 50_000);
        await CommandRun.RunAsync(database, "filling-online", "upgrade", "+1");
        await using var letta
            = LettaProcess.Start("letta-test-child.dll", Slow(database, pause: "50ms"), "letta", "filling-online", "backfill", "run");
        while (await database.ScalarAsync<int>("select count(*) from items where changed = 1") == 0)
            await Task.Delay(20, Stop);

        letta.Signal(signal);

        Assert.Equal(code, await letta.ExitAsync(Stop));
        var done = await database.ScalarAsync<int>("select count(*) from items where changed = 1");
        Assert.Contains(
            $"{done} rows of double_items are done and stay so; the next run goes on from there. (exit {code})",
            letta.Error,
            StringComparison.Ordinal);
        Assert.Equal([$"due|{done}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select worker from letta_migration_backfill_range where worker is not null"));
    }

    /// <summary>What lets a worker rest between small batches.</summary>
    private static Dictionary<string, string> Slow(TestDatabase database, string pause)
        => new(
            database.Environment,
            StringComparer.Ordinal)
        { ["LettaMigrations__MaxBatch"] = "100", ["LettaMigrations__BatchPause"] = pause };

    private async Task<TestDatabase> WithItemsAsync(string history, int rows)
    {
        var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, history, "upgrade", "+1");
        await database.ExecuteAsync(
            $"insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i, i "
                + $"from n");
        return database;
    }
}

public sealed class SqliteBackfillStatusTests(SqliteEngine engine) : BackfillStatusSpec(engine);

public sealed class PostgresBackfillStatusTests(PostgresEngine engine) : BackfillStatusSpec(engine);

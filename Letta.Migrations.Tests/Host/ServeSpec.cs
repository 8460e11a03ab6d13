using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>The verb <c>serve</c>: the migrations as a service.</summary>
[Trait("Runs", "letta")]
public abstract class ServeSpec(TestEngine engine)
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Head_is_verified_before_any_service_of_the_host_starts()
    {
        await using var database = await WithItemsAsync(300);
        await using var letta = Serve(database, "filling-due");
        await letta.WaitForLogAsync("double_items is done, 300 rows", Stop);
        await letta.WaitForLogAsync("compared with what cdcdcdcdcdc2 makes: no difference", Stop);

        letta.Signal("TERM");

        Assert.Equal((0, ""), (await letta.ExitAsync(Stop), letta.Out));
        var verified = letta.Error.IndexOf("at cdcdcdcdcdc2, verified; 1 applied", StringComparison.Ordinal);
        Assert.InRange(verified, 1, letta.Error.IndexOf("double_items begins", StringComparison.Ordinal));
        Assert.InRange(verified, 1, letta.Error.IndexOf("compared with", StringComparison.Ordinal));
        Assert.EndsWith("stopped by SIGTERM\n", letta.Error, StringComparison.Ordinal);
        Assert.Equal(["1|300"], await database.RowsAsync("select changed, count(*) from items group by changed"));
    }

    [Fact]
    public async Task Failing_revision_is_exit_1_and_nothing_else_was_started()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "failing", "serve");

        Assert.Equal((1, ""), (letta.Exit, letta.Out));
        Assert.Equal(2, letta.Error.Split("Revision ccccccccccc2 (does not work) failed: ").Length);
        Assert.DoesNotContain("compared", letta.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", letta.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task Signal_during_the_migrations_rolls_back_and_is_no_success(string signal, int code)
    {
        await using var database = await engine.CreateInUseAsync();
        await using var letta = Serve(database, "stuck", "--verbose");
        await letta.WaitForLogAsync("ddddddddddd2 (is stuck) begins", Stop);

        letta.Signal(signal);

        Assert.Equal(code, await letta.ExitAsync(Stop));
        Assert.Contains($"Stopped by SIG{signal}. Run the same command again to go on.", letta.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("compared", letta.Error, StringComparison.Ordinal);
        Assert.Equal(["ddddddddddd1"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Signal_while_another_migrator_holds_the_lock_is_143()
    {
        await using var database = await engine.CreateInUseAsync();
        await using var other = LettaProcess.Start("letta-test-child.dll", database.Environment, "letta", "stuck", "--verbose");
        await other.WaitForLogAsync("ddddddddddd2 (is stuck) begins", Stop);
        await using var letta = Serve(database, "stuck");
        await letta.WaitForLogAsync("waiting for another migrator", Stop);

        letta.Signal("TERM");

        Assert.Equal(143, await letta.ExitAsync(Stop));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_at_head_with_nothing_to_do_is_0(string signal)
    {
        await using var database = await engine.CreateAsync();
        await using var letta = Serve(database, "good");
        await letta.WaitForLogAsync("compared with what aaaaaaaaaaa3 makes: no difference", Stop);

        letta.Signal(signal);

        Assert.Equal(0, await letta.ExitAsync(Stop));
        Assert.EndsWith($"stopped by SIG{signal}\n", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signal_during_a_backfill_saves_what_was_done_and_is_0()
    {
        await using var database = await WithItemsAsync(20000);
        await using var letta = Serve(SlowBatches(database), "filling-due");
        while (await DoneAsync(database) == 0)
            await Task.Delay(20, Stop);

        letta.Signal("TERM");

        Assert.Equal(0, await letta.ExitAsync(Stop));
        var done = await DoneAsync(database);
        Assert.InRange(done, 1, 19999);
        Assert.Equal([$"due|{done}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select worker from letta_migration_backfill_range where worker is not null"));
    }

    [Fact]
    public async Task Replicas_share_a_backfill()
    {
        await using var database = await WithItemsAsync(20000);
        await using var one = Serve(SlowBatches(database), "filling-due");
        await using var other = Serve(SlowBatches(database), "filling-due");
        while (await database.ScalarAsync<string>("select state from letta_migration_backfill") != "done")
            await Task.Delay(20, Stop);
        await one.WaitForLogAsync("double_items is done", Stop);
        await other.WaitForLogAsync("double_items is done", Stop);

        one.Signal("TERM");
        other.Signal("TERM");

        Assert.Equal((0, 0), (await one.ExitAsync(Stop), await other.ExitAsync(Stop)));
        var (first, second) = (RowsOf(one), RowsOf(other));
        Assert.Equal(20000, first + second);
        Assert.InRange(first, 1, 19999);
        Assert.Equal(["1|20000"], await database.RowsAsync("select changed, count(*) from items group by changed"));
    }

    [Fact]
    public async Task Change_by_hand_is_reported_until_it_is_undone()
    {
        await using var database = await engine.CreateAsync();
        await using var letta = Serve(database, "good", "--check-every", "100ms");
        await letta.WaitForLogAsync("compared with what aaaaaaaaaaa3 makes: no difference", Stop);

        await database.ExecuteAsync("create index by_hand on plums (id)");
        await letta.WaitForLogAsync("its schema departs from what aaaaaaaaaaa3 makes in 1 place", Stop);
        await letta.WaitForLogAsync("extra    index \"by_hand\" (id) of \"plums\"", Stop);
        var reported = letta.Error.Length;
        await database.ExecuteAsync("drop index by_hand");
        while (!letta.Error[reported..].Contains("no difference", StringComparison.Ordinal))
            await Task.Delay(20, Stop);
        letta.Signal("TERM");

        Assert.Equal(0, await letta.ExitAsync(Stop));
        Assert.Equal(2, letta.Error.Split("extra    index").Length); // Once, however often it was seen.
    }

    [Fact]
    public async Task Nothing_is_compared_where_nobody_asks_for_it()
    {
        await using var database = await engine.CreateAsync();
        await using var letta = Serve(database, "good", "--check-every", "0");
        await letta.WaitForLogAsync("serving: backfills are carried out as they become due, the schema is not compared", Stop);

        letta.Signal("TERM");

        Assert.Equal(0, await letta.ExitAsync(Stop));
        Assert.DoesNotContain("compared with", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_run_that_reached_head()
    {
        await using var database = await engine.CreateAsync();
        await using var letta = Serve(database, "good", "--json");
        await letta.WaitForAsync("\"verified\":true}", Stop);

        letta.Signal("TERM");

        Assert.Equal(0, await letta.ExitAsync(Stop));
        Assert.Matches("""^\{"from":null,"to":\{[^}]*"aaaaaaaaaaa3"[^\n]*"verified":true\}\n$""", letta.Out);
    }

    [Fact]
    public async Task Probe_says_no_until_head_and_yes_then()
    {
        await using var database = await engine.CreateInUseAsync();
        await using var letta = Serve(database, "stuck", "--verbose");
        await letta.WaitForLogAsync("ddddddddddd2 (is stuck) begins", Stop);

        var before = await CommandRun.RunAsync(database, "stuck", "wait", "--timeout", "0");
        letta.Signal("TERM");
        await letta.ExitAsync(Stop);
        await using var again = Serve(database, "unstuck");
        await again.WaitForLogAsync("verified", Stop);
        var after = await CommandRun.RunAsync(database, "unstuck", "wait", "--timeout", "0");

        Assert.Equal((5, 0), (before.Exit, after.Exit));
    }

    [Theory]
    [InlineData("\"--check-every\" is \"often\", which is not a duration.", "--check-every", "often")]
    [InlineData("\"LettaMigrations:Wait\" is \"soon\"", "--check-every", "1h")]
    public async Task Bad_settings_are_exit_2(string said, params string[] arguments)
    {
        await using var database = await engine.CreateAsync();
        var environment = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal)
        {
            ["LettaMigrations__Wait"] = "soon",
        };

        var letta = await CommandRun.RunAsync(environment, "good", ["serve", .. arguments]);

        Assert.Equal((2, ""), (letta.Exit, letta.Out));
        Assert.Contains(said, letta.Error, StringComparison.Ordinal);
    }

    protected static LettaProcess Serve(TestDatabase database, string history, params string[] arguments)
        => Serve(database.Environment, history, arguments);

    private static LettaProcess Serve(IReadOnlyDictionary<string, string> environment, string history, params string[] arguments)
        => LettaProcess.Start("letta-test-child.dll", environment, ["letta", history, "serve", .. arguments]);

    /// <summary>At the first of two revisions, with rows that the second leaves to be done.</summary>
    private async Task<TestDatabase> WithItemsAsync(int rows)
    {
        var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named("filling-due")).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync(
            $"insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i, i "
                + $"from n");
        return database;
    }

    /// <summary>So small and with such rests between them that a second worker finds something left to do.</summary>
    private static Dictionary<string, string> SlowBatches(TestDatabase database)
        => new(database.Environment, StringComparer.Ordinal)
        {
            ["LettaMigrations__MaxBatch"] = "100",
            ["LettaMigrations__BatchPause"] = "50ms",
        };

    private static async Task<int> DoneAsync(TestDatabase database)
        => await database.ScalarAsync<int>("select count(*) from items where changed = 1");

    private static int RowsOf(LettaProcess letta)
        => int.Parse(letta.Error.Split("double_items is done, ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}

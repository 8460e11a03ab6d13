using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A million rows, and processes that are killed: every row is changed exactly once, as its counter tells.</summary>
[Trait("Runs", "letta")]
[Trait("Cost", "sweep")]
public abstract class SharedSpec(TestEngine engine)
{
    protected const int Rows = 1_000_000;
    private const int Kills = 20;

    protected static readonly RevisionSet History = TestHistory.Named("filling-online");

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_twenty_times_at_random_every_row_is_changed_exactly_once()
    {
        await using var database = await FilledAsync();
        var seed = Environment.TickCount;
        var random = new Random(seed);

        for (var kill = 1; kill <= Kills; kill++)
        {
            // However far the one before came until it was dead, enough is left for those to come; and a share takes at least two seconds.
            var begun = await DoneAsync(database);
            var share = (int)(Rows - begun) / (Kills - kill + 2);
            var goal = begun + random.Next(share / 2);
            await using var letta = Start(database, rests: true, batch: Math.Clamp(share / 100, 1, 500));
            var ended = letta.ExitAsync(Stop);
            while (!ended.IsCompleted && await DoneAsync(database) <= goal)
                await Task.WhenAny(ended, Task.Delay(random.Next(10), Stop));
            Assert.False(
                ended.IsCompleted, $"seed {seed}, kill {kill}, goal {goal}, {await DoneAsync(database)} done: {letta.Out}{letta.Error}");
            letta.Kill();
            await ended;
        }

        var killed = await DoneAsync(database);
        await using var last = Start(database);
        Assert.True(await last.ExitAsync(Stop) == 0, $"seed {seed}: {last.Out}{last.Error}");

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {killed} rows were done after {Kills} kills");
        await AssertOnceAsync(database);
    }

    protected static async Task AssertOnceAsync(TestDatabase database, int rows = Rows)
    {
        Assert.Equal(
            [$"1|{rows}"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
        Assert.Equal([$"done|{rows}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select name from letta_migration_backfill_range"));
    }

    /// <summary>What is recorded as done.</summary>
    protected static async Task<long> DoneAsync(TestDatabase database)
        => await database.ScalarAsync<long>("""
            select (select sum(rows_done) from letta_migration_backfill) + coalesce((select sum(rows_done) from letta_migration_backfill_range), 0)
            """);

    protected async Task<TestDatabase> FilledAsync(int rows = Rows)
    {
        var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync($"""
            insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i * 2, i from n
            """);
        await database.Runner(History).UpgradeAsync("+1", cancellationToken: Stop);
        return database;
    }

    /// <param name="database">The database.</param>
    /// <param name="rests">
    /// Whether it rests between its batches, so that there is a time to kill it in on a machine of any speed: a million rows take 40 s
    /// then.
    /// </param>
    /// <param name="lapse">After how long without a sign of life its part is another's.</param>
    /// <param name="batch">How many rows it does at most between two rests.</param>
    protected static LettaProcess Start(TestDatabase database, bool rests = false, string lapse = "1s", int batch = 500)
        => LettaProcess.Start(
            "letta-test-child.dll",
            new Dictionary<string, string>(database.Environment, StringComparer.Ordinal)
            {
                ["LettaMigrations__WorkerLapse"] = lapse,
                ["LettaMigrations__MaxBatch"] = rests ? batch.ToString() : "5000",
                ["LettaMigrations__BatchPause"] = rests ? "20ms" : "0",
            },
            "letta",
            "filling-online",
            "backfill",
            "run",
            "--json");
}

public sealed class SqliteSharedTests(SqliteEngine engine) : SharedSpec(engine);

public sealed class PostgresSharedTests(PostgresEngine engine) : SharedSpec(engine)
{
    [Fact]
    public async Task Part_of_a_worker_whose_session_has_ended_is_the_next_ones_at_once()
    {
        await using var database = await FilledAsync(50_000);
        await using var killed = Start(database, rests: true, lapse: "1h");
        while (await DoneAsync(database) == 0)
        {
            Assert.Equal("", killed.Out);
            await Task.Delay(20, Stop);
        }

        killed.Kill();
        await killed.ExitAsync(Stop);
        await using var next = Start(database, lapse: "1h");

        Assert.True(await next.ExitAsync(Stop) == 0, next.Out + next.Error);
        await AssertOnceAsync(database, 50_000);
    }

    [Fact]
    public async Task Four_processes_share_it_and_one_that_is_killed_leaves_its_part_to_the_others()
    {
        await using var database = await FilledAsync();
        List<LettaProcess> workers = [.. Enumerable.Range(0, 4).Select(_ => Start(database, rests: true))];
        try
        {
            while (await database.ScalarAsync<int>("select count(distinct worker) from letta_migration_backfill_range") < 4)
            {
                Assert.False(workers.TrueForAll(w => w.Out.Length > 0), "it was done before all four were at work");
                await Task.Delay(20, Stop);
            }

            workers[0].Kill();
            var exits = await Task.WhenAll(workers.Skip(1).Select(w => w.ExitAsync(Stop)));

            Assert.True(exits.All(e => e == 0), string.Join('\n', workers.Select(w => w.Out + w.Error)));
            Assert.All(workers.Skip(1), w => Assert.DoesNotContain("\"rows\":0,", w.Out, StringComparison.Ordinal));
            await AssertOnceAsync(database);
        }
        finally
        {
            foreach (var worker in workers)
                await worker.DisposeAsync();
        }
    }
}

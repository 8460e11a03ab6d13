using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>What a process leaves behind that was alone at work and was killed.</summary>
[Trait("Runs", "letta")]
public abstract class AbandonedSpec(TestEngine engine)
{
    private const int Rows = 3000;

    protected static readonly RevisionSet History = TestHistory.Named("filling-due");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A lapse that is over.</summary>
    protected abstract TimeSpan WhenItIsOver { get; }

    /// <summary>What is done while nobody can tell; how many rows.</summary>
    protected abstract Task<int> BeforeTheLapseAsync(TestDatabase database);

    [Fact]
    public async Task Part_of_one_that_was_killed_is_the_next_ones_when_it_is_known_to_be_dead()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync(
            $"insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < {Rows}) select i, i "
                + $"from n");
        await database.Runner(History).UpgradeAsync("+1", cancellationToken: Stop);
        await KilledAsync(database);
        var done = await database.ScalarAsync<int>("select count(*) from items where changed = 1");
        var left = await database.RowsAsync("select count(*) from letta_migration_backfill_range where worker is not null");

        done += await BeforeTheLapseAsync(database);
        var result = await database.Runner(History, new MigrationOptions { WorkerLapse = WhenItIsOver })
            .BackfillAsync(cancellationToken: Stop);

        Assert.InRange(done, 1, Rows - 1);
        Assert.Equal(["1"], left);
        Assert.Equal(Rows - done, Assert.Single(result.Done).Rows);
        Assert.Equal(
            [$"1|{Rows}"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
        Assert.Equal([$"done|{Rows}"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
    }

    private static async Task KilledAsync(TestDatabase database)
    {
        var environment = new Dictionary<string, string>(database.Environment, StringComparer.Ordinal)
        {
            ["LettaMigrations__MaxBatch"] = "100",
            ["LettaMigrations__BatchPause"] = "1s", // Half a minute for all: there is time to kill it on a machine of any speed.
        };
        await using var letta = LettaProcess.Start("letta-test-child.dll", environment, "letta", "filling-due", "backfill", "run");
        while (await database.ScalarAsync<int>(
            "select count(*) from items where changed = 1") <= 100) // The first part has no more than a batch.
            await Task.Delay(20, Stop);
        letta.Kill();
        await letta.ExitAsync(Stop);
    }
}

/// <summary>Nobody can tell but by the clock.</summary>
public sealed class SqliteAbandonedTests(SqliteEngine engine) : AbandonedSpec(engine)
{
    protected override TimeSpan WhenItIsOver => TimeSpan.FromMilliseconds(100);

    /// <summary>The next one does what nobody took, and then waits.</summary>
    protected override async Task<int> BeforeTheLapseAsync(TestDatabase database)
    {
        using var stop = new CancellationTokenSource();
        var (rows, reason) = (0, "");
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Backfilled batch)
                rows += (int)batch.Rows;
            if (p is not MigrationProgress.BackfillWaits waits)
                return;
            reason = waits.Reason;
            stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.Runner(History, new MigrationOptions { WorkerLapse = TimeSpan.FromHours(1) })
                .BackfillAsync(progress: progress, cancellationToken: stop.Token));

        Assert.Equal("others work on the rest", reason);
        return rows;
    }
}

/// <summary>The server knows that a session has ended.</summary>
public sealed class PostgresAbandonedTests(PostgresEngine engine) : AbandonedSpec(engine)
{
    protected override TimeSpan WhenItIsOver => TimeSpan.FromHours(1);

    protected override Task<int> BeforeTheLapseAsync(TestDatabase database) => Task.FromResult(0);
}

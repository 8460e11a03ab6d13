using Letta.Migrations.Backfills;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>How many rows a batch has, how many a worker takes for itself, and the rest between two.</summary>
public abstract class BatchesSpec(TestEngine engine)
{
    private static readonly Backfill Fill = new("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) };
    private static readonly MigrationOptions Never = new() { BatchTarget = TimeSpan.FromHours(1), MaxBatch = 20_000 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Whoever waits for a row has waited for one such batch already; halving would make it nine.</summary>
    [Fact]
    public async Task Batch_that_took_too_long_is_the_last_one_that_does()
    {
        var sizes = await SizesAsync(510, Never with { BatchTarget = TimeSpan.FromTicks(1) });

        Assert.Equal([500, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], sizes);
    }

    [Fact]
    public void Last_batch_of_a_range_says_how_long_a_row_takes_where_it_took_too_long()
    {
        var size = new BatchSize(TimeSpan.FromMilliseconds(250), 5_000);

        size.Took(100, TimeSpan.FromSeconds(10));

        Assert.Equal(2, size.Rows);
    }

    [Fact]
    public void What_a_row_costs_is_measured_before_a_worker_takes_more_than_a_batch_for_itself()
    {
        var size = new BatchSize(TimeSpan.FromMilliseconds(250), 5_000);
        var before = size.RangeRows(1_000_000);
        size.Took(500, TimeSpan.FromSeconds(50));
        var dear = size.RangeRows(1_000_000);
        size.Took(2, TimeSpan.FromMilliseconds(0.1));

        Assert.Equal((500, 200, 62_500), (before, dear, size.RangeRows(1_000_000)));
    }

    [Fact]
    public async Task Batches_that_take_no_time_become_larger_step_by_step_up_to_the_most()
    {
        var sizes = await SizesAsync(4500, Never with { MaxBatch = 1200 });

        Assert.Equal([500, 1000, 1200, 1200], sizes.Take(4));
        Assert.Equal(4500, sizes.Sum());
    }

    [Fact]
    public async Task Not_even_the_first_batch_has_more_rows_than_the_most()
        => Assert.Equal([7, 7, 6], await SizesAsync(20, Never with { MaxBatch = 7 }));

    [Fact]
    public async Task Whoever_is_first_leaves_parts_of_the_table_for_others()
    {
        await using var database = await WithRowsAsync(20_000);
        List<string> handedOut = [];

        await Filled.RunAsync(
            database,
            Fill,
            Never,
            _ => handedOut.AddRange(database.RowsAsync(
                "select handed_out, (select count(*) from letta_migration_backfill_range) from letta_migration_backfill")
                .GetAwaiter()
                .GetResult()),
            cancellationToken: Stop);

        Assert.Equal("0|1", handedOut[0]);
    }

    [Fact]
    public async Task It_rests_between_two_batches()
    {
        await using var database = await WithRowsAsync(20);
        var time = new HastyTime();

        await Filled.AddAsync(database, Fill);
        await Filled.WorkAsync(
            database, Fill, Never with { MaxBatch = 5, BatchPause = TimeSpan.FromHours(2) }, time: time, cancellationToken: Stop);

        Assert.Equal(4, time.Waits.Count(w => w == TimeSpan.FromHours(2)));
    }

    protected async Task<IReadOnlyList<TimeSpan>> RestsAsync()
    {
        await using var database = await WithRowsAsync(20);
        var time = new HastyTime { Leap = TimeSpan.FromSeconds(1) };

        await Filled.AddAsync(database, Fill);
        await Filled.WorkAsync(database, Fill, Never with { MaxBatch = 5 }, time: time, cancellationToken: Stop);

        return [.. time.Waits.Where(w => w > TimeSpan.Zero)];
    }

    private async Task<IReadOnlyList<long>> SizesAsync(int rows, MigrationOptions options)
    {
        await using var database = await WithRowsAsync(rows);
        List<long> sizes = [];
        await Filled.RunAsync(
            database,
            Fill,
            options,
            p =>
            {
                if (p is MigrationProgress.Backfilled done)
                    sizes.Add(done.Rows);
            },
            cancellationToken: Stop);
        return sizes;
    }

    private async Task<TestDatabase> WithRowsAsync(int rows)
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key, changed integer not null default 0)");
        await database.ExecuteAsync(
            $"insert into t (id) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i from n");
        return database;
    }
}

public sealed class SqliteBatchesTests(SqliteEngine engine) : BatchesSpec(engine)
{
    /// <summary>At every look at the clock it is a second later, so a batch takes some seconds.</summary>
    [Fact]
    public async Task After_each_batch_the_file_is_left_to_others()
    {
        var rests = await RestsAsync();

        Assert.True(rests.Count >= 4, $"{rests.Count} rests");
        Assert.All(rests, rest => Assert.InRange(rest, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5)));
    }
}

public sealed class PostgresBatchesTests(PostgresEngine engine) : BatchesSpec(engine)
{
    [Fact]
    public async Task Nobody_waits_for_a_server_so_there_is_no_rest() => Assert.Empty(await RestsAsync());
}

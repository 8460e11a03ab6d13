using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>What is looked at before a backfill is called done: which rows wait, and whether they are those that failed.</summary>
public abstract class FinishSpec(TestEngine engine)
{
    protected static readonly RevisionSet History = RevisionSet.From([typeof(Filling.Items), typeof(Filling.DoubledWhereNull)]);

    private static readonly MigrationOptions Fives = new() { MaxBatch = 5, BatchTarget = TimeSpan.FromHours(1) };

    private static readonly Backfill Fill = new("fill", "t") { Where = "changed = 0", Work = new SetColumns([("changed", "changed + 1")]) };

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_behind_the_cursor_is_found_though_another_that_failed_waits_no_more()
    {
        await using var database = await WithPoisonAsync(20);

        await Filled.RunAsync(
            database,
            Fill,
            Fives,
            Once(() => database.ExecuteAsync("insert into t (id) values (0); update t set ok = 1, changed = 1 where id = 5")),
            cancellationToken: Stop);

        await AssertDoneAsync(database, 21);
    }

    [Fact]
    public async Task Row_that_failed_in_one_pass_and_was_done_in_the_next_is_none_that_failed()
    {
        await using var database = await WithPoisonAsync(20);

        await Filled.RunAsync(
            database,
            Fill,
            Fives,
            Once(() => database.ExecuteAsync("insert into t (id) values (0); update t set ok = 1 where id = 5")),
            cancellationToken: Stop);

        await AssertDoneAsync(database, 21);
    }

    [Fact]
    public async Task Row_that_failed_and_is_gone_is_none_that_failed()
    {
        await using var database = await WithPoisonAsync(20);

        await Filled.RunAsync(
            database, Fill, Fives, Once(() => database.ExecuteAsync("delete from t where id = 5")), cancellationToken: Stop);

        await AssertDoneAsync(database, 19);
    }

    [Fact]
    public async Task Row_that_comes_behind_the_last_one_is_the_applications_business_where_no_condition_says_that_it_waits()
    {
        await using var database = await WithPoisonAsync(4);

        await Filled.RunAsync(
            database,
            Fill with { Where = null },
            Fives with { MaxBatch = 2 },
            Once(() => database.ExecuteAsync("insert into t (id) values (100)"), batch: 2),
            cancellationToken: Stop);

        Assert.Equal(["1|1", "2|1", "3|1", "4|1", "100|0"], await database.RowsAsync("select id, changed from t order by id"));
    }

    [Fact]
    public async Task Row_that_comes_behind_the_last_one_and_waits_is_done()
    {
        await using var database = await WithPoisonAsync(4);

        await Filled.RunAsync(
            database,
            Fill,
            Fives with { MaxBatch = 2 },
            Once(() => database.ExecuteAsync("insert into t (id) values (100)"), batch: 2),
            cancellationToken: Stop);

        Assert.Equal(["1|5"], await database.RowsAsync("select changed, count(*) from t group by changed"));
    }

    [Fact]
    public async Task Retry_does_the_rows_that_came_meanwhile_before_it_says_done()
    {
        await using var database = await WithItemsAsync(20);
        await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(History).UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync("update items set value = 14 where value = 13; insert into items (id, value) values (0, 1)");

        var result = await database.Runner(History).RetryBackfillAsync(cancellationToken: Stop);

        Assert.Equal([("double_items", 2L)], result.Done.Select(d => (d.Name, d.Rows)));
        Assert.Equal(["1|21"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
        Assert.Equal(["done|21"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
    }

    [Fact]
    public async Task Retry_of_what_is_incomplete_without_a_row_that_failed_finds_what_waits()
    {
        await using var database = await WithItemsAsync(20);
        await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(History).UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync("delete from letta_migration_backfill_row");

        var error
            = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(History).RetryBackfillAsync(cancellationToken: Stop));
        await database.ExecuteAsync("delete from letta_migration_backfill_row; update items set value = 14 where value = 13");
        var unrecorded = await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner(History).BackfillAsync("double_items", cancellationToken: Stop));
        await database.Runner(History).RetryBackfillAsync("double_items", cancellationToken: Stop);

        Assert.Equal(
            "The backfill \"double_items\" is incomplete, and which rows of \"items\" failed is not recorded any more.", unrecorded.What);
        Assert.Equal("Do what waits still with: letta-migrate backfill retry double_items", unrecorded.Next);
        Assert.Equal("The backfill \"double_items\" is incomplete: 1 row of \"items\" failed (1300).", error.What);
        Assert.Equal(["done|20"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Equal(["1|20"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
    }

    protected async Task<TestDatabase> WithItemsAsync(int rows)
    {
        var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync($"""
            insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i * 100, i from n
            """);
        return database;
    }

    /// <summary>Changes something after a batch: while its range is worked on.</summary>
    private static Action<MigrationProgress> Once(Func<Task> change, int batch = 1)
    {
        var batches = 0;
        return _ =>
        {
            if (++batches == batch)
                change().GetAwaiter().GetResult();
        };
    }

    private static async Task AssertDoneAsync(TestDatabase database, int rows)
    {
        Assert.Equal([$"1|{rows}"], await database.RowsAsync("select changed, count(*) from t group by changed"));
        Assert.Equal(["done"], await database.RowsAsync("select state from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select key from letta_migration_backfill_row"));
    }

    /// <summary>The row 5 cannot be done as long as it is not ok.</summary>
    private async Task<TestDatabase> WithPoisonAsync(int rows)
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, ok integer not null default 0, changed integer not null default 0, check (changed = "
                + "0 or ok = 1 or id <> 5))");
        await database.ExecuteAsync(
            $"insert into t (id) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i from n");
        return database;
    }
}

public sealed class SqliteFinishTests(SqliteEngine engine) : FinishSpec(engine);

public sealed class PostgresFinishTests(PostgresEngine engine) : FinishSpec(engine)
{
    [Fact]
    public async Task Of_two_that_retry_the_last_two_rows_at_once_the_second_sees_that_none_is_left()
    {
        await using var database = await WithItemsAsync(20);
        await database.ExecuteAsync("update items set value = 13 where id = 200");
        await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(History).UpgradeAsync(cancellationToken: Stop));
        await using var one = await Filled.Engine(database).OpenBackfillAsync(Stop);
        await using var other = await Filled.Engine(database).OpenBackfillAsync(Stop);
        one.Begin();
        other.Begin();
        Assert.True(new FailedRows(one, "double_items").Take(["200"]));
        Assert.True(new FailedRows(other, "double_items").Take(["1300"]));

        new BackfillLedger(one).Retry("double_items", Written.None);
        var second = Task.Run(() => new BackfillLedger(other).Retry("double_items", Written.None), Stop);
        while (!second.IsCompleted && await database.ScalarAsync<int>("select count(*) from pg_locks where not granted") == 0)
            await Task.Delay(10, Stop);
        one.Commit();
        await second;
        other.Commit();

        Assert.Equal(["due|1|null"], await database.RowsAsync("select state, handed_out, finished_at from letta_migration_backfill"));
    }
}

using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Rows that cannot be done, and backfills that are paused.</summary>
public abstract class PoisonedSpec(TestEngine engine)
{
    private static readonly RevisionSet InCode = TestHistory.Named("filling-in-code");
    private static readonly RevisionSet Online = TestHistory.Named("filling-online");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_whose_transform_throws_is_reported_by_its_key_and_the_others_are_done()
    {
        await using var database = await WithItemsAsync(InCode, 100);

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(InCode).UpgradeAsync(cancellationToken: Stop));
        var again = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(InCode).UpgradeAsync(cancellationToken: Stop));
        var status = Assert.Single(await database.Runner(InCode).BackfillsAsync(cancellationToken: Stop));

        Assert.Equal("The backfill \"double_items\" is incomplete: 1 row of \"items\" failed (1300).", error.What);
        Assert.Equal(
            """
            see why    select key, error from letta_migration_backfill_row where name = 'double_items'
            then       fix them, and run: letta-migrate backfill retry double_items
            """,
            error.Next);
        Assert.Equal(error.What, again.What);
        Assert.Equal((BackfillState.Incomplete, 1L, 99L), (status.State, status.Failed, status.RowsDone));
        Assert.Equal(["1300"], status.FirstFailed);
        Assert.Equal(["InvalidOperationException|1"], await database.RowsAsync("select error, attempts from letta_migration_backfill_row"));
        Assert.Equal(["1300"], await database.RowsAsync("select id from items where doubled is null"));
    }

    [Fact]
    public async Task Retry_takes_only_the_rows_that_failed_until_none_does()
    {
        await using var database = await WithItemsAsync(InCode, 100);
        await database.ExecuteAsync("update items set value = 13 where id in (100, 200)");
        await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(InCode).UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync("update items set value = 7 where id = 100; delete from items where id = 200");

        var error
            = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(InCode).RetryBackfillAsync(cancellationToken: Stop));
        await database.ExecuteAsync("update items set value = 14 where value = 13");
        var done = await database.Runner(InCode).RetryBackfillAsync("double_items", cancellationToken: Stop);
        await database.Runner(InCode).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal("The backfill \"double_items\" is incomplete: 1 row of \"items\" failed (1300).", error.What);
        Assert.Equal([("double_items", 1L)], done.Done.Select(d => (d.Name, d.Rows)));
        Assert.Equal(["1|99"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
        Assert.Equal(["done|99"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Empty(await database.RowsAsync("select * from letta_migration_backfill_row"));
    }

    [Fact]
    public async Task Rows_that_a_statement_cannot_do_are_found_and_left()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, value integer not null, changed integer not null default 0 check (changed = 0 or "
                + "value not in (5, 77, 78)))");
        await database.ExecuteAsync(
            "insert into t (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < 200) select i, i from n");
        var backfill = new Backfill("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) };

        var error = await Assert.ThrowsAsync<NeedsHumanException>(
            () => Filled.RunAsync(database, backfill, new MigrationOptions { MaxBatch = 64 }, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" is incomplete: 3 rows of \"t\" failed (5, 77, 78).", error.What);
        Assert.Equal(["0|3", "1|197"], await database.RowsAsync("select changed, count(*) from t group by changed order by changed"));
    }

    [Fact]
    public async Task Row_that_failed_and_meets_the_condition_still_is_no_reason_to_walk_again()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, changed integer not null default 0 check (changed = 0 or id <> 5))");
        await database.ExecuteAsync(
            "insert into t (id) with recursive n(i) as (select 1 union all select i + 1 from n where i < 20) select i from n");
        var backfill = new Backfill("fill", "t") { Where = "changed = 0", Work = new SetColumns([("changed", "changed + 1")]) };

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.RunAsync(database, backfill, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" is incomplete: 1 row of \"t\" failed (5).", error.What);
        Assert.Equal(
            ["1|1"],
            await database.RowsAsync("select b.walk, f.attempts from letta_migration_backfill b, letta_migration_backfill_row f"));
    }

    [Fact]
    public async Task Two_that_retry_at_once_do_no_row_twice()
    {
        await using var database = await WithItemsAsync(InCode, 100);
        await database.ExecuteAsync("update items set value = 13 where id in (100, 200)");
        await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(InCode).UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync("update items set value = 14 where value = 13");
        IReadOnlyList<BackfillDone>? other = null;
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Backfilled)
                other ??= database.Runner(InCode).RetryBackfillAsync(cancellationToken: Stop).GetAwaiter().GetResult().Done;
        });

        var one = await database.Runner(InCode).RetryBackfillAsync(progress: progress, cancellationToken: Stop);

        Assert.Equal((1, 2), (Assert.Single(one.Done).Rows, Assert.Single(other!).Rows));
        Assert.Equal(["1|100"], await database.RowsAsync("select changed, count(*) from items where doubled = value * 2 group by changed"));
        Assert.Equal(["done|100"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
    }

    [Fact]
    public async Task Retry_of_one_that_is_not_through_yet_leaves_the_rest_due()
    {
        await using var database = await WithItemsAsync(InCode, 100);
        using var stop = new CancellationTokenSource();
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Backfilled)
                stop.Cancel();
        });
        var options = new MigrationOptions { MaxBatch = 20, BatchTarget = TimeSpan.FromHours(1) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.Runner(InCode, options).UpgradeAsync(progress: progress, cancellationToken: stop.Token));
        await database.ExecuteAsync("update items set value = 14 where value = 13");

        var named = await database.Runner(InCode).RetryBackfillAsync("double_items", cancellationToken: Stop);

        Assert.Equal(["double_items"], named.Due.Select(b => b.Name));
        Assert.Equal(["0|80", "1|20"], await database.RowsAsync("select changed, count(*) from items group by changed order by changed"));
        Assert.Equal(["due|20"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        await database.Runner(InCode).UpgradeAsync(cancellationToken: Stop);
        Assert.Equal(["1|100"], await database.RowsAsync("select changed, count(*) from items group by changed"));
    }

    [Fact]
    public async Task Retry_of_a_paused_one_is_refused()
    {
        await using var database = await WithItemsAsync(InCode, 100);
        await PauseAtOnceAsync(database);
        await database.ExecuteAsync("update items set value = 14 where value = 13");

        var named = await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner(InCode).RetryBackfillAsync("double_items", cancellationToken: Stop));
        var all = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(InCode).RetryBackfillAsync(cancellationToken: Stop));

        Assert.Equal("The backfill \"double_items\" is paused.", named.What);
        Assert.Equal(named.What, all.What);
        Assert.Equal(["1|19"], await database.RowsAsync("select changed, count(*) from items where changed > 0 group by changed"));
    }

    [Fact]
    public async Task Way_back_of_its_revision_forgets_the_rows_that_failed()
    {
        await using var database = await WithItemsAsync(InCode, 100);
        await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(InCode).UpgradeAsync(cancellationToken: Stop));

        await database.Runner(InCode).DowngradeAsync("cdcdcdcdcdc1", cancellationToken: Stop);

        Assert.Empty(
            await database.RowsAsync("select name from letta_migration_backfill union all select name from letta_migration_backfill_row"));
    }

    [Fact]
    public async Task Where_every_row_fails_it_stops_after_a_few_and_changes_nothing()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key, changed integer not null check (changed = 0))");
        await database.ExecuteAsync(
            "insert into t (id, changed) with recursive n(i) as (select 1 union all select i + 1 from n where i < 200) select i, 0 from n");

        var statement = await Assert.ThrowsAsync<RevisionFailedException>(
            () => Filled.RunAsync(
                database, new Backfill("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) }, cancellationToken: Stop));
        var code = await Assert.ThrowsAsync<RevisionFailedException>(
            () => Filled.RunAsync(
                database,
                new Backfill("make", "t") { Work = new TransformRows(["changed"], ["changed"], _ => throw new FormatException("kanarie")) },
                cancellationToken: Stop));

        Assert.Matches("^The backfill \"fill\" failed for every row that it tried: (23514|SQLite 19)\\.$", statement.What);
        Assert.Equal("The backfill \"make\" failed for every row that it tried: FormatException.", code.What);
        Assert.DoesNotContain("kanarie", code.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            2,
            await database.ScalarAsync<int>(
                "select count(*) from letta_migration_backfill where state = 'due' and attempts = 1 and last_error is not null"));
        Assert.Equal(["0|200"], await database.RowsAsync("select changed, count(*) from t group by changed"));
        Assert.Empty(await database.RowsAsync("select * from letta_migration_backfill_row"));
    }

    [Fact]
    public async Task Condition_that_rows_still_meet_when_they_are_done_is_reported_after_ten_passes()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, changed integer not null); insert into t (id, changed) values (1, 0), (2, 0)");
        var wrong = new Backfill("fill", "t") { Where = "id = 1", Work = new SetColumns([("changed", "changed + 1")]) };

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.RunAsync(database, wrong, cancellationToken: Stop));

        Assert.Equal("Rows of \"t\" that wait for \"fill\" keep coming, or stay when they are done.", error.What);
        Assert.Equal(["1|10", "2|0"], await database.RowsAsync("select id, changed from t order by id"));
    }

    [Fact]
    public async Task Mistake_in_a_statement_is_reported_before_the_first_batch()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, changed integer not null); insert into t (id, changed) values (1, 0), (2, 0)");
        var wrong = new Backfill("fill", "t") { Work = new SetColumns([("changed", "no_function(changed)")]) };

        var error = await Assert.ThrowsAsync<RevisionFailedException>(() => Filled.RunAsync(database, wrong, cancellationToken: Stop));
        var ranges = await database.RowsAsync("select worker from letta_migration_backfill_range");
        await Filled.WorkAsync(database, wrong with { Work = new SetColumns([("changed", "changed + 1")]) }, cancellationToken: Stop);

        Assert.Contains("no_function", error.What, StringComparison.Ordinal);
        Assert.Empty(ranges);
        Assert.Equal(["1", "1"], await database.RowsAsync("select changed from t"));
    }

    [Fact]
    public async Task Paused_whoever_works_on_it_waits_and_goes_on_when_it_is_resumed()
    {
        await using var database = await WithItemsAsync(Online, 500);
        await database.Runner(Online).UpgradeAsync("+1", cancellationToken: Stop);
        var runner = database.Runner(Online, new MigrationOptions { MaxBatch = 50 });
        var (batches, paused) = (0, "");
        var progress = new InlineProgress(p =>
        {
            switch (p)
            {
                case MigrationProgress.Backfilled when ++batches == 2:
                    Assert.Single(runner.PauseBackfillAsync(cancellationToken: Stop).GetAwaiter().GetResult());
                    break;
                case MigrationProgress.BackfillWaits waits:
                    paused = $"{waits.Reason} "
                        + $"after {batches}: {runner.BackfillsAsync(cancellationToken: Stop).GetAwaiter().GetResult()[0].State}";
                    runner.ResumeBackfillAsync("double_items", cancellationToken: Stop).GetAwaiter().GetResult();
                    break;
            }
        });

        await runner.BackfillAsync(progress: progress, cancellationToken: Stop);

        Assert.Equal("it is paused after 2: Paused", paused);
        Assert.Equal(["1|500"], await database.RowsAsync("select changed, count(*) from items group by changed"));
    }

    [Fact]
    public async Task Run_and_upgrade_that_begin_on_a_paused_one_are_refused()
    {
        await using var database = await WithItemsAsync(Online, 50);
        await database.Runner(Online).UpgradeAsync("+1", cancellationToken: Stop);
        await database.Runner(Online).PauseBackfillAsync("double_items", cancellationToken: Stop);

        var run = await Assert.ThrowsAsync<NeedsHumanException>(
            () => database.Runner(Online).BackfillAsync("double_items", cancellationToken: Stop));
        var all = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(Online).BackfillAsync(cancellationToken: Stop));
        var upgrade = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner(Online).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal("The backfill \"double_items\" is paused.", run.What);
        Assert.Equal("Let it go on with: letta-migrate backfill resume double_items, then run the same command again.", run.Next);
        Assert.Equal(run.What, all.What);
        Assert.Equal(run.What, upgrade.What);
        Assert.Equal(["0|50"], await database.RowsAsync("select changed, count(*) from items group by changed"));
    }

    /// <summary>Paused after a batch of twenty, of which one failed.</summary>
    private static async Task PauseAtOnceAsync(TestDatabase database)
    {
        using var stop = new CancellationTokenSource();
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Backfilled)
                stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => database.Runner(InCode, new MigrationOptions { MaxBatch = 20 })
                .UpgradeAsync(progress: progress, cancellationToken: stop.Token));
        await database.Runner(InCode).PauseBackfillAsync(cancellationToken: Stop);
    }

    private async Task<TestDatabase> WithItemsAsync(RevisionSet history, int rows)
    {
        var database = await engine.CreateAsync();
        await database.Runner(history).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync($"""
            insert into items (id, value) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i * 100, i from n
            """);
        return database;
    }
}

public sealed class SqlitePoisonedTests(SqliteEngine engine) : PoisonedSpec(engine);

public sealed class PostgresPoisonedTests(PostgresEngine engine) : PoisonedSpec(engine);

using Letta.Migrations.Backfills;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Who has which part of a table to itself, and until when.</summary>
public abstract class ClaimsSpec(TestEngine engine)
{
    protected TestEngine Engine { get; } = engine;

    [Fact]
    public async Task Range_of_a_worker_that_is_alive_is_nobody_elses()
    {
        await using var database = await WithRowsAsync(30);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var b = await ClaimingWorker.OpenAsync(database, "b");

        var (first, second) = (a.Next(10).Range!, b.Next(10).Range!);

        Assert.Equal((1, "10"), (first.Number, Assert.Single(first.UpTo!)));
        Assert.Equal((2, "20"), (second.Number, Assert.Single(second.UpTo!)));
        Assert.Equal("10", Assert.Single(b.Do(c => c.Hold(second.Number))!.Value.Cursor!));
        Assert.Null(b.Do(c => c.Hold(first.Number)));
        Assert.Null(b.Work(first, 5));
        Assert.Equal(["0|30"], await CountsAsync(database));
    }

    [Fact]
    public async Task Range_of_a_worker_that_was_silent_for_the_lapse_is_the_next_ones_and_its_own_no_more()
    {
        await using var database = await WithRowsAsync(30);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var b = await ClaimingWorker.OpenAsync(database, "b");
        var range = a.Next(10).Range!;
        a.Work(range, 4);
        a.FallSilent();

        var taken = b.Next(10).Range!;
        var late = a.Work(range, 4);
        a.Do(c => c.Release(range.Number)); // What it does when it ends.

        Assert.Equal((1, "10"), (taken.Number, Assert.Single(taken.UpTo!)));
        Assert.Null(late);
        Assert.Equal("4", Assert.Single(b.Do(c => c.Hold(taken.Number))!.Value.Cursor!));
        Assert.True(b.Work(taken, 10)!.IsLast);
        Assert.Equal(["0|20", "1|10"], await CountsAsync(database));
    }

    [Fact]
    public async Task Sign_of_life_keeps_a_range()
    {
        await using var database = await WithRowsAsync(30);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var b = await ClaimingWorker.OpenAsync(database, "b");
        a.Next(10);
        a.FallSilent();

        a.Do(c => c.Heartbeat(1));

        Assert.Equal(2, b.Next(10).Range!.Number);
    }

    [Fact]
    public async Task Batch_is_a_sign_of_life()
    {
        await using var database = await WithRowsAsync(30);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var b = await ClaimingWorker.OpenAsync(database, "b");
        var range = a.Next(10).Range!;
        a.FallSilent();

        a.Work(range, 4);

        Assert.Equal(2, b.Next(10).Range!.Number);
    }

    [Fact]
    public async Task Range_that_is_given_back_is_the_next_ones_at_once_from_where_it_was()
    {
        await using var database = await WithRowsAsync(30);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var b = await ClaimingWorker.OpenAsync(database, "b");
        var range = a.Next(10).Range!;
        a.Work(range, 4);

        a.Do(c => c.Release(range.Number));

        Assert.Equal(["4"], await database.RowsAsync("select rows_done from letta_migration_backfill"));
        Assert.Equal(1, b.Next(10).Range!.Number);
        Assert.Equal("4", Assert.Single(b.Do(c => c.Hold(range.Number))!.Value.Cursor!));
    }

    [Fact]
    public async Task Who_has_ranges_of_others_to_wait_for_waits()
    {
        await using var database = await WithRowsAsync(5);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var b = await ClaimingWorker.OpenAsync(database, "b");
        var range = a.Next(10).Range!;

        var (meanwhile, _, after) = (b.Next(10).Answer, a.Work(range, 10), b.Next(10).Answer);

        Assert.Equal((ClaimResult.Wait, ClaimResult.Finish), (meanwhile, after));
    }

    [Fact]
    public async Task Look_for_rows_that_wait_counts_only_for_the_pass_that_it_came_after()
    {
        await using var database = await WithRowsAsync(5);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var b = await ClaimingWorker.OpenAsync(database, "b");
        a.Work(a.Next(10).Range!, 10);
        var (first, second) = (a.Next(10), b.Next(10));

        var again = a.Do(_ => a.Ledger.BeginPass("fill", first.Pass));
        a.Work(a.Next(10).Range!, 10);
        var late = b.Do(_ => b.Ledger.Finish("fill", second.Pass));

        Assert.Equal((ClaimResult.Finish, ClaimResult.Finish), (first.Answer, second.Answer));
        Assert.Equal((true, false), (again, late));
        Assert.Equal(["due|2"], await database.RowsAsync("select state, walk from letta_migration_backfill"));
    }

    protected static Task<IReadOnlyList<string>> CountsAsync(TestDatabase database)
        => database.RowsAsync("select changed, count(*) from t group by changed order by changed");

    protected async Task<TestDatabase> WithRowsAsync(int rows)
    {
        var database = await Engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key, changed integer not null default 0)");
        await database.ExecuteAsync(
            $"insert into t (id) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i from n");
        await Filled.AddAsync(database, ClaimingWorker.Fill);
        await using var first = await ClaimingWorker.OpenAsync(database, "first");
        first.Do(_ => first.Ledger.BeginAttempt("fill", estimate: rows));
        return database;
    }
}

public sealed class SqliteClaimsTests(SqliteEngine engine) : ClaimsSpec(engine);

/// <summary>And while a transaction is open: SQLite lets only one be.</summary>
public sealed class PostgresClaimsTests(PostgresEngine engine) : ClaimsSpec(engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Range_in_which_a_batch_takes_longer_than_the_lapse_is_neither_taken_nor_waited_for()
    {
        await using var database = await WithRowsAsync(30);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var b = await ClaimingWorker.OpenAsync(database, "b");
        var range = a.Next(10).Range!;
        a.FallSilent();

        var others = a.Do(claims =>
        {
            Assert.NotNull(claims.Hold(range.Number));
            return b.Next(10);
        });

        Assert.Equal(2, others.Range!.Number);
        Assert.NotNull(a.Do(c => c.Hold(range.Number)));
    }

    [Fact]
    public async Task Who_asks_while_another_is_answered_gets_what_comes_after()
    {
        await using var database = await WithRowsAsync(30);
        await using var b = await ClaimingWorker.OpenAsync(database, "b");
        await using var connection = await Filled.Engine(database).OpenBackfillAsync(Stop);
        var asking = new BackfillClaims(connection, "fill", "a", TimeSpan.FromSeconds(15));
        connection.Begin();
        asking.Next(BackfillTable.Read(ClaimingWorker.Fill, connection), 10);

        var second = Task.Run(() => b.Next(10), Stop);
        while (!second.IsCompleted && await database.ScalarAsync<int>("select count(*) from pg_locks where not granted") == 0)
            await Task.Delay(10, Stop);
        connection.Commit();

        Assert.Equal(2, (await second).Range!.Number);
        Assert.Equal("10", Assert.Single(b.Do(c => c.Hold(2))!.Value.Cursor!));
    }

    [Fact]
    public async Task Way_back_of_its_revision_waits_for_the_batch_under_way_and_blocks_it_nowhere()
    {
        await using var database = await WithRowsAsync(5);
        await using var a = await ClaimingWorker.OpenAsync(database, "a");
        await using var connection = await Filled.Engine(database).OpenBackfillAsync(Stop);
        var range = a.Next(10).Range!;

        var back = a.Do(claims =>
        {
            Assert.NotNull(claims.Hold(range.Number));
            var forgetting = Task.Run(Forget, Stop);
            while (!forgetting.IsCompleted
                && database.ScalarAsync<int>("select count(*) from pg_locks where not granted").GetAwaiter().GetResult() == 0)
                Thread.Yield();
            claims.Advance(range, new Batch(["5"], 5, IsLast: true, Written.None)); // Writes to the row of the backfill.
            return forgetting;
        });
        await back;

        Assert.Equal(ClaimResult.Gone, a.Next(10).Answer);

        void Forget()
        {
            connection.Begin();
            new BackfillLedger(connection).Forget(1);
            connection.Commit();
        }
    }

    [Fact]
    public async Task Row_whose_new_values_are_being_made_is_not_changed_by_others_before_they_are_written()
    {
        await using var database = await WithRowsAsync(1);
        List<string> refused = [];
        var backfill = new Backfill("make", "t")
        {
            Work = new TransformRows(["changed"], ["changed"], row =>
            {
                var error = Assert.Throws<Npgsql.PostgresException>(
                    () => database.ExecuteAsync("set lock_timeout = '100ms'; update t set changed = 7").GetAwaiter().GetResult());
                refused.Add(error.SqlState);
                return ["1"];
            }),
        };

        await Filled.RunAsync(database, backfill, cancellationToken: Stop);

        Assert.Equal([Npgsql.PostgresErrorCodes.LockNotAvailable], refused);
        Assert.Equal(["1|1"], await CountsAsync(database));
    }
}

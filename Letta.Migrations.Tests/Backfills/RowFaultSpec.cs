using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>
/// What is the fault of a row, which is left, and what is a mistake in what is done to all of them, which ends the backfill.
/// </summary>
public abstract class RowFaultSpec(TestEngine engine)
{
    protected static readonly MigrationOptions Fives = new() { MaxBatch = 5, BatchTarget = TimeSpan.FromHours(1) };

    private static readonly SetColumns CountUp = new([("changed", "changed + 1")]);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A trigger of the table <c>t</c> that leaves the row 7 as it is, and says nothing.</summary>
    protected abstract string SilentTrigger { get; }

    [Fact]
    public async Task Table_that_is_dropped_under_a_statement_is_no_fault_of_the_rows()
    {
        await using var database = await WithRowsAsync(200);
        await database.ExecuteAsync("create table step (size integer); insert into step values (1)");
        var backfill = new Backfill("fill", "t") { Work = new SetColumns([("changed", "changed + (select size from step)")]) };

        var error = await Assert.ThrowsAsync<RevisionFailedException>(
            () => Filled.RunAsync(
                database,
                backfill,
                Fives,
                _ => database.ExecuteAsync("drop table if exists step").GetAwaiter().GetResult(),
                cancellationToken: Stop));

        Assert.Contains("step", error.What, StringComparison.Ordinal);
        Assert.Empty(await database.RowsAsync("select key from letta_migration_backfill_row"));
        Assert.Equal(["0|195", "1|5"], await CountsAsync(database));
    }

    [Fact]
    public async Task Mistake_in_what_is_written_in_code_is_reported_before_the_first_batch()
    {
        await using var database = await Engine.CreateAsync();
        await database.ExecuteAsync(
            "create table t (id integer primary key, a integer not null, twice integer generated always as (a * 2) stored); insert into "
                + "t (id, a) values (1, 1)");
        var wrong = new Backfill("fill", "t") { Work = new TransformRows(["a"], ["twice"], _ => ["2"]) };

        var error = await Assert.ThrowsAsync<RevisionFailedException>(() => Filled.RunAsync(database, wrong, cancellationToken: Stop));

        Assert.Contains("twice", error.What, StringComparison.Ordinal);
        Assert.Equal(["0"], await database.RowsAsync("select attempts from letta_migration_backfill"));
    }

    [Fact]
    public async Task Trial_of_a_statement_leaves_nothing_behind()
    {
        await using var database = await WithRowsAsync(10);
        await database.ExecuteAsync("create table totals (n integer)");

        await Filled.RunAsync(
            database,
            new Backfill("count", "t") { Work = new RunStatement("insert into totals (n) select count(*) from t where {range}") },
            cancellationToken: Stop);

        Assert.Equal(["10"], await database.RowsAsync("select n from totals"));
    }

    [Fact]
    public async Task Statement_that_tells_no_number_of_rows_counts_as_none()
    {
        await using var database = await WithRowsAsync(10);

        Assert.Equal(
            0,
            await Filled.RunAsync(
                database,
                new Backfill("look", "t") { Work = new RunStatement("select id from t where {range}") },
                cancellationToken: Stop));

        Assert.Equal(["0"], await database.RowsAsync("select rows_done from letta_migration_backfill"));
    }

    [Fact]
    public async Task Five_rows_that_fail_at_first_are_five()
    {
        await using var database = await WithRowsAsync(20, poisoned: "id <= 5");

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.RunAsync(database, Fill, Fives, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" is incomplete: 5 rows of \"t\" failed (1, 2, 3, 4, 5).", error.What);
        Assert.Equal(["0|5", "1|15"], await CountsAsync(database));
    }

    [Fact]
    public async Task Rows_that_fail_at_first_for_a_new_process_are_left_where_an_earlier_one_has_done_some()
    {
        await using var database = await WithRowsAsync(40, poisoned: "id between 11 and 25");
        using var stop = new CancellationTokenSource();
        var batches = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Filled.RunAsync(database, Fill, Fives, _ => StopAfterTwo(), cancellationToken: stop.Token));
        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.WorkAsync(database, Fill, Fives, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" is incomplete: 15 rows of \"t\" failed (11, 12, 13, 14, 15, …).", error.What);
        Assert.Equal(["0|15", "1|25"], await CountsAsync(database));

        void StopAfterTwo()
        {
            if (++batches == 2)
                stop.Cancel();
        }
    }

    [Fact]
    public async Task Row_that_a_trigger_leaves_as_it_is_does_not_count_as_done()
    {
        await using var database = await WithRowsAsync(20);
        await database.ExecuteAsync(SilentTrigger);
        var backfill = new Backfill("fill", "t") { Work = new TransformRows(["changed"], ["changed"], _ => ["1"]) };

        var error
            = await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.RunAsync(database, backfill, Fives, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" wrote 5 rows of \"t\", but only 4 were changed.", error.What);
        Assert.Equal(["0|15", "1|5"], await CountsAsync(database));
    }

    protected TestEngine Engine { get; } = engine;

    protected static Backfill Fill { get; } = new("fill", "t") { Work = CountUp };

    protected static Task<IReadOnlyList<string>> CountsAsync(TestDatabase database)
        => database.RowsAsync("select changed, count(*) from t group by changed order by changed");

    protected async Task<TestDatabase> WithRowsAsync(int rows, string poisoned = "1 = 0")
    {
        var database = await Engine.CreateAsync();
        await database.ExecuteAsync(
            $"create table t (id integer primary key, changed integer not null default 0, check (changed = 0 or not ({poisoned})))");
        await database.ExecuteAsync(
            $"insert into t (id) with recursive n(i) as (select 1 union all select i + 1 from n where i < {rows}) select i from n");
        return database;
    }
}

public sealed class SqliteRowFaultTests(SqliteEngine engine) : RowFaultSpec(engine)
{
    protected override string SilentTrigger => "create trigger silent before update on t when old.id = 7 begin select raise(ignore); end";
}

public sealed class PostgresRowFaultTests(PostgresEngine engine) : RowFaultSpec(engine)
{
    protected override string SilentTrigger => """
        create function silent() returns trigger language plpgsql as $$ begin return case when old.id <> 7 then new end; end $$;
        create trigger silent before update on t for each row execute function silent()
        """;

    [Fact]
    public async Task Row_for_which_a_subselect_has_two_values_is_left()
    {
        await using var database = await WithRowsAsync(20);
        await database.ExecuteAsync(
            "create table other (id integer, size integer); insert into other select id, 1 from t union all values (13, 1)");
        var backfill = new Backfill("fill", "t") { Work = new SetColumns([("changed", "(select size from other where other.id = t.id)")]) };

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.RunAsync(database, backfill, cancellationToken: Stop));

        Assert.Equal("The backfill \"fill\" is incomplete: 1 row of \"t\" failed (13).", error.What);
        Assert.Equal(["21000"], await database.RowsAsync("select error from letta_migration_backfill_row"));
        Assert.Equal(["0|1", "1|19"], await CountsAsync(database));
    }

    [Theory]
    [InlineData("P0002")]
    [InlineData("54000")]
    [InlineData("ZX001")] // An application's own.
    public async Task Row_that_a_trigger_refuses_is_left_whatever_it_calls_that(string code)
    {
        await using var database = await WithRowsAsync(20);
        await database.ExecuteAsync($"""
            create function refuse() returns trigger language plpgsql as $$ begin if old.id = 7 then raise exception 'no' using errcode = '{code}'; end if; return new; end $$;
            create trigger refuse before update on t for each row execute function refuse()
            """);

        await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.RunAsync(database, Fill, cancellationToken: Stop));

        Assert.Equal([$"[\"7\"]|{code}"], await database.RowsAsync("select key, error from letta_migration_backfill_row"));
    }
}

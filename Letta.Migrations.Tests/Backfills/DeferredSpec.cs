using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A constraint that speaks only at the commit of a batch.</summary>
public abstract class DeferredSpec(TestEngine engine)
{
    protected static readonly Backfill Fill = new("fill", "t")
    {
        Work = new SetColumns([("parent", "case id when 77 then 2 else 1 end"), ("changed", "changed + 1")]),
    };

    protected static readonly MigrationOptions Options = new() { MaxBatch = 50, BatchTarget = TimeSpan.FromHours(1) };

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected static Task<IReadOnlyList<string>> CountsAsync(TestDatabase database)
        => database.RowsAsync("select changed, count(*) from t group by changed order by changed");

    protected async Task<TestDatabase> WithRowsAsync()
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table p (id integer primary key); insert into p (id) values (0), (1)");
        await database.ExecuteAsync("""
            create table t (
              id integer primary key, changed integer not null default 0,
              parent integer not null default 0 references p (id) deferrable initially deferred)
            """);
        await database.ExecuteAsync(
            "insert into t (id) with recursive n(i) as (select 1 union all select i + 1 from n where i < 200) select i from n");
        return database;
    }
}

/// <summary>SQLite says it of a whole transaction, and not of which row.</summary>
public sealed class SqliteDeferredTests(SqliteEngine engine) : DeferredSpec(engine)
{
    [Fact]
    public async Task Batch_that_cannot_be_committed_is_reported_nothing_is_lost_and_the_next_run_goes_on()
    {
        await using var database = await WithRowsAsync();

        var error
            = await Assert.ThrowsAsync<RevisionFailedException>(() => Filled.RunAsync(database, Fill, Options, cancellationToken: Stop));
        var half = await CountsAsync(database);
        var record = await database.RowsAsync(
            "select b.state, b.rows_done, b.last_error, r.worker from letta_migration_backfill b, letta_migration_backfill_range r");
        await database.ExecuteAsync("insert into p (id) values (2)");
        await Filled.WorkAsync(database, Fill, Options, cancellationToken: Stop);

        Assert.Equal("The backfill \"fill\" failed: SQLite 19.", error.What);
        Assert.Equal("Fix what it stumbled over, then run the same command again: what is done stays done.", error.Next);
        Assert.Equal(["0|150", "1|50"], half);
        Assert.Equal(["due|50|SQLite 19|null"], record);
        Assert.Equal(["1|200"], await CountsAsync(database));
    }
}

public sealed class PostgresDeferredTests(PostgresEngine engine) : DeferredSpec(engine)
{
    [Fact]
    public async Task Row_for_which_a_batch_cannot_be_committed_is_found_left_and_tried_again_by_retry()
    {
        await using var database = await WithRowsAsync();

        var error = await Assert.ThrowsAsync<NeedsHumanException>(() => Filled.RunAsync(database, Fill, Options, cancellationToken: Stop));
        var but = await CountsAsync(database);
        var failed = await database.RowsAsync("select key, error, attempts from letta_migration_backfill_row");
        var again = await Filled.RetryAsync(database, Fill);
        var failedAgain = await database.RowsAsync("select key, error, attempts from letta_migration_backfill_row");
        await database.ExecuteAsync("insert into p (id) values (2)");
        var corrected = await Filled.RetryAsync(database, Fill);
        var due = await database.RowsAsync("select state, handed_out from letta_migration_backfill");
        await Filled.WorkAsync(database, Fill, Options, cancellationToken: Stop);

        Assert.Equal("The backfill \"fill\" is incomplete: 1 row of \"t\" failed (77).", error.What);
        Assert.Equal(["0|1", "1|199"], but);
        Assert.Equal(["[\"77\"]|23503|1"], failed);
        Assert.Equal(["[\"77\"]|23503|1"], failedAgain);
        Assert.Equal((0, 1), (again, corrected));
        Assert.Equal(["due|1"], due);
        Assert.Equal(["1|200"], await CountsAsync(database));
        Assert.Equal(["done|200"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
    }

    [Fact]
    public async Task What_holds_only_at_the_commit_is_no_fault_before_it()
    {
        await using var database = await WithRowsAsync();
        await database.ExecuteAsync(
            "alter table t add column place integer; update t set place = id; alter table t add constraint places unique (place) "
                + "deferrable initially deferred");

        await Filled.RunAsync(
            database,
            Fill with { Work = new SetColumns([("place", "201 - place"), ("changed", "changed + 1")]) },
            cancellationToken: Stop);

        Assert.Equal(["1|200"], await CountsAsync(database));
        Assert.Equal(["200|1"], await database.RowsAsync("select place, id from t where id = 1"));
    }
}

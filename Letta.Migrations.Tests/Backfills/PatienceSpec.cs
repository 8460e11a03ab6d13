using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Rows that an application holds while a backfill wants them.</summary>
public abstract class PatienceSpec(TestEngine engine)
{
    private static readonly Backfill Fill = new("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) };

    private static readonly MigrationOptions Options = new()
    {
        MaxBatch = 10,
        BatchTarget = TimeSpan.FromHours(1),
        LockTimeout = TimeSpan.FromMilliseconds(100),
        LockRetryBudget = TimeSpan.FromSeconds(20),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Begins a transaction that holds the rows of <c>t</c>, or on SQLite the file.</summary>
    protected abstract string Hold { get; }

    [Fact]
    public async Task Batch_that_cannot_have_its_rows_is_begun_again_until_it_can()
    {
        await using var database = await WithRowsAsync();
        await using var holder = await database.OpenAsync();

        await RunAsync(database, holder, Options, released: 3);

        Assert.Equal(["1|50"], await database.RowsAsync("select changed, count(*) from t group by changed"));
        Assert.Equal(["done|50"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
    }

    [Fact]
    public async Task Stop_is_heeded_while_the_rows_are_held_by_others()
    {
        await using var database = await WithRowsAsync();
        await using var holder = await database.OpenAsync();
        using var stop = new CancellationTokenSource();

        // The second connection is that of the batch's second attempt; the third is there to give the range back.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(database, holder, Options, released: 3, stop));

        Assert.Equal(["0|40", "1|10"], await database.RowsAsync("select changed, count(*) from t group by changed order by changed"));
        Assert.Equal(["due|10"], await database.RowsAsync("select state, rows_done from letta_migration_backfill"));
        Assert.Equal(["null"], await database.RowsAsync("select worker from letta_migration_backfill_range"));
        await Filled.WorkAsync(database, Fill, cancellationToken: Stop);
        Assert.Equal(["1|50"], await database.RowsAsync("select changed, count(*) from t group by changed"));
    }

    [Fact]
    public async Task Rows_that_are_held_for_longer_than_the_budget_are_reported()
    {
        await using var database = await WithRowsAsync();
        await using var holder = await database.OpenAsync();
        var opened = 0;

        var error = await Assert.ThrowsAsync<LockNotObtainedException>(
            () => RunAsync(database, holder, Options with { LockRetryBudget = TimeSpan.Zero }, released: 2, opening: () => opened++));

        Assert.Equal("Rows of \"t\" could not be locked within 0 s: another session holds them.", error.What);
        Assert.Equal(2, opened); // And the range given back.
        Assert.Equal(["0|40", "1|10"], await database.RowsAsync("select changed, count(*) from t group by changed order by changed"));
        Assert.Equal(["null"], await database.RowsAsync("select worker from letta_migration_backfill_range"));
    }

    /// <summary>
    /// Runs it; after the first batch the rows are held, until so many connections were opened; a stop comes with the second one.
    /// </summary>
    private async Task RunAsync(
        TestDatabase database,
        System.Data.Common.DbConnection holder,
        MigrationOptions options,
        int released,
        CancellationTokenSource? stop = null,
        Action? opening = null)
    {
        var (held, opened) = (false, 0);
        await Filled.RunAsync(
            database,
            Fill,
            options,
            p =>
            {
                if (p is MigrationProgress.Backfilled && !held)
                    Execute(Hold);
                held = true;
            },
            () =>
            {
                opening?.Invoke();
                if (++opened == released)
                    Execute("rollback");
                if (opened == 2)
                    stop?.Cancel();
            },
            stop?.Token ?? Stop);

        void Execute(string sql)
        {
            using var command = holder.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private async Task<TestDatabase> WithRowsAsync()
    {
        var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table t (id integer primary key, changed integer not null default 0)");
        await database.ExecuteAsync(
            "insert into t (id) with recursive n(i) as (select 1 union all select i + 1 from n where i < 50) select i from n");
        return database;
    }
}

public sealed class SqlitePatienceTests(SqliteEngine engine) : PatienceSpec(engine)
{
    protected override string Hold => "begin immediate";
}

public sealed class PostgresPatienceTests(PostgresEngine engine) : PatienceSpec(engine)
{
    protected override string Hold => "begin; select 1 from t where id = 33 for update; select 1 from t for update";
}

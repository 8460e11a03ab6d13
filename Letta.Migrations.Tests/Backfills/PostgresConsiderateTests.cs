using Letta.Migrations.Backfills;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>A backfill steps aside for those who need its table, or its server, more.</summary>
public sealed class PostgresConsiderateTests(PostgresEngine engine)
{
    private static readonly Backfill Counted = new("fill", "t") { Work = new SetColumns([("changed", "changed + 1")]) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_others_queue_for_a_lock_on_the_table_no_batch_is_begun()
    {
        await using var database = await engine.CreateAsync();
        await FillAsync(database);
        await using var reader = await database.OpenAsync();
        await ExecuteAsync(reader, "begin; select count(*) from t");
        await using var changer = await database.OpenAsync();
        var change = ExecuteAsync(changer, "begin; set local lock_timeout = 0; lock table t in access exclusive mode; commit");
        while (await database.ScalarAsync<int>("select count(*) from pg_locks where relation = 't'::regclass and not granted") == 0)
            await Task.Delay(10, Stop);

        List<string> told = [];
        await Filled.RunAsync(database, Counted, progress: p => told.Add(Told(p, () => ExecuteAsync(reader, "commit").GetAwaiter().GetResult())), cancellationToken: Stop);
        await change;

        Assert.Equal("waits: others queue for a lock on the table", told[0]);
        Assert.Equal("batch", told[1]);
        Assert.Equal(["1|3000"], await database.RowsAsync("select changed, count(*) from t group by changed"));
    }

    [Fact]
    public async Task While_a_replica_lags_behind_no_batch_is_begun()
    {
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        await FillAsync(server.Database);
        await server.StartLaggingReplicaAsync(Stop);
        while (await server.Database.ScalarAsync<int>("select count(*) from pg_stat_replication where replay_lag > interval '200 milliseconds'") == 0)
        {
            await server.Database.ExecuteAsync("create table if not exists noise (i integer); insert into noise values (1)");
            await Task.Delay(50, Stop);
        }

        List<string> told = [];
        await Filled.RunAsync(
            server.Database,
            Counted,
            new MigrationOptions { MaxReplicaLag = TimeSpan.FromMilliseconds(100) },
            p => told.Add(Told(p, () => server.StopReplicaAsync().GetAwaiter().GetResult())),
            Stop);

        Assert.Equal("waits: a replica lags behind", told[0]);
        Assert.Equal("batch", told[1]);
        Assert.Equal(["1|3000"], await server.Database.RowsAsync("select changed, count(*) from t group by changed"));
    }

    private static string Told(MigrationProgress progress, Action whenItWaits)
    {
        if (progress is not MigrationProgress.BackfillWaits waits)
            return "batch";
        whenItWaits();
        return $"waits: {waits.Reason}";
    }

    private static Task FillAsync(TestDatabase database)
        => database.ExecuteAsync("""
            create table t (id integer primary key, changed integer not null default 0);
            insert into t (id) select generate_series(1, 3000)
            """);

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Stop);
    }
}

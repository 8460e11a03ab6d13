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

        List<string> reported = [];
        await Filled.RunAsync(
            database,
            Counted,
            progress: p => reported.Add(Describe(p, () => ExecuteAsync(reader, "commit").GetAwaiter().GetResult())),
            cancellationToken: Stop);
        await change;

        Assert.Equal("waits: others queue for a lock on the table", reported[0]);
        Assert.Equal("batch", reported[1]);
        Assert.Equal(["1|3000"], await database.RowsAsync("select changed, count(*) from t group by changed"));
    }

    [Fact]
    public async Task While_a_replica_lags_behind_no_batch_is_begun()
    {
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        await FillAsync(server.Database);
        await server.StartLaggingReplicaAsync(Stop);
        while (await server.Database.ScalarAsync<int>(
            "select count(*) from pg_stat_replication where replay_lag > interval '200 milliseconds'") == 0)
        {
            await server.Database.ExecuteAsync("create table if not exists noise (i integer); insert into noise values (1)");
            await Task.Delay(50, Stop);
        }

        List<string> reported = [];
        await Filled.RunAsync(
            server.Database,
            Counted,
            new MigrationOptions { MaxReplicaLag = TimeSpan.FromMilliseconds(100) },
            p => reported.Add(Describe(p, () => server.StopReplicaAsync().GetAwaiter().GetResult())),
            cancellationToken: Stop);

        Assert.Equal("waits: a replica lags behind", reported[0]);
        Assert.Equal("batch", reported[1]);
        Assert.Equal(["1|3000"], await server.Database.RowsAsync("select changed, count(*) from t group by changed"));
    }

    /// <summary>
    /// The table is vacuumed for its age alone, by a vacuum that may leave no page out; and that vacuum waits for the page which the
    /// cursor of a reader is on. An ordinary vacuum before it would mark all pages as visible, and the one against wraparound would read
    /// one page and end.
    /// </summary>
    /// <param name="superuser">Others do not see what an autovacuum worker does.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_autovacuum_works_on_the_table_against_wraparound_no_batch_is_begun(bool superuser)
    {
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        var database = server.Database;
        await database.ExecuteAsync("alter system set autovacuum_naptime = '1s'");
        await database.ExecuteAsync("select pg_reload_conf()");
        await database.ExecuteAsync("create role worker login password 'worker'; grant all on schema public to worker");
        await database.ExecuteAsync("""
            create table t (id integer primary key, changed integer not null default 0)
            with (autovacuum_enabled = false, autovacuum_freeze_min_age = 0, autovacuum_freeze_table_age = 0);
            insert into t (id) select generate_series(1, 3000);
            alter table t owner to worker
            """);
        await database.ExecuteAsync("do $$ begin for i in 1..100001 loop perform pg_current_xact_id(); commit; end loop; end $$");
        await using var reader = await database.OpenAsync();
        await ExecuteAsync(reader, "begin; declare pin cursor for select changed from t; fetch 1 from pin");
        await database.ExecuteAsync("alter table t set (autovacuum_freeze_max_age = 100000)");
        const string Vacuum =
            "select count(*) from pg_stat_activity where query like 'autovacuum: VACUUM%public.t (to prevent wraparound)'";
        while (await database.ScalarAsync<int>($"{Vacuum} and wait_event = 'BufferPin'") == 0)
            await Task.Delay(50, Stop);
        var worker = superuser ? database : new(new(database.Settings.ConnectionString) { Username = "worker", Password = "worker" });

        List<string> reported = [];
        await Filled.RunAsync(
            worker,
            Counted,
            progress: p => reported.Add(Describe(p, () => LetGoAsync().GetAwaiter().GetResult())),
            cancellationToken: Stop);

        Assert.Equal("waits: autovacuum works on the table against wraparound", reported[0]);
        Assert.Equal("batch", reported[1]);
        Assert.Equal(["1|3000"], await database.RowsAsync("select changed, count(*) from t group by changed"));

        async Task LetGoAsync()
        {
            await ExecuteAsync(reader, "commit");
            while (await database.ScalarAsync<int>(Vacuum) > 0)
                await Task.Delay(50, Stop);
        }
    }

    [Fact]
    public async Task While_it_waits_it_shows_signs_of_life_and_keeps_its_range()
    {
        await using var database = await engine.CreateAsync();
        await FillAsync(database);
        await Filled.AddAsync(database, Counted);
        await using var reader = await database.OpenAsync();
        await using var changer = await database.OpenAsync();
        Task? change = null;
        Task? look = null;

        await Filled.WorkAsync(
            database,
            Counted,
            new MigrationOptions { MaxBatch = 100, BatchTarget = TimeSpan.FromHours(1) },
            p =>
            {
                if (p is MigrationProgress.BackfillWaits)
                    look ??= Task.Run(LookAsync);
                else
                    change ??= QueueAsync().GetAwaiter().GetResult();
            },
            time: new HastyTime { Leap = TimeSpan.FromSeconds(2) },
            cancellationToken: Stop);

        await change!;
        await look!;
        Assert.Equal(["1|3000"], await database.RowsAsync("select changed, count(*) from t group by changed"));

        async Task<Task> QueueAsync()
        {
            await ExecuteAsync(reader, "begin; select count(*) from t");
            var queued = ExecuteAsync(changer, "begin; set local lock_timeout = 0; lock table t in access exclusive mode; commit");
            while (await database.ScalarAsync<int>("select count(*) from pg_locks where relation = 't'::regclass and not granted") == 0)
                await Task.Delay(10, Stop);
            return queued;
        }

        async Task LookAsync()
        {
            try
            {
                await database.ExecuteAsync("update letta_migration_backfill_range set beat_at = beat_at - interval '1 hour'");
                while (await database.ScalarAsync<int>(
                    "select count(*) from letta_migration_backfill_range where beat_at > now() - interval '10 minutes'") == 0)
                    await Task.Delay(10, Stop);
            }
            finally
            {
                await ExecuteAsync(reader, "commit");
            }
        }
    }

    private static string Describe(MigrationProgress progress, Action whenItWaits)
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

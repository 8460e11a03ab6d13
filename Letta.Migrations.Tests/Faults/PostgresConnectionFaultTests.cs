using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

/// <summary>The server, the worker's connection or the lock's connection goes away in the middle of a revision.</summary>
public sealed class PostgresConnectionFaultTests(PostgresEngine engine)
{
    private const string Sleeper = "select pid from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database()";

    private static readonly string LockHolder =
        $"""
        select pid from pg_locks where locktype = 'advisory' and classid = {PostgresLockKey.For("public", LettaMigrations.Product).Migrator}
          and database = (select oid from pg_database where datname = current_database())
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_that_is_terminated_is_reported_by_its_sqlstate_and_leaves_nothing_half_done()
    {
        await using var database = await engine.CreateInUseAsync();
        var run = await StartSlowAsync(database);

        await database.ExecuteAsync($"select pg_terminate_backend(pid) from ({Sleeper}) s");
        var error = await Assert.ThrowsAsync<DatabaseUnreachableException>(() => run);

        Assert.Equal(
            $"{database.Target} cannot be reached, or went away (57P01): terminating connection due to administrator command", error.What);
        Assert.Equal("fffffffffff1", error.At);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from target"));
        await GoneAsync(database, LockHolder);
    }

    [Fact]
    public async Task A_run_that_loses_its_lock_stops_before_it_commits()
    {
        await using var database = await engine.CreateInUseAsync();
        var run = await StartSlowAsync(database);

        await database.ExecuteAsync($"select pg_terminate_backend(pid) from ({LockHolder}) l");
        var error = await Assert.ThrowsAsync<DatabaseUnreachableException>(() => run);

        Assert.Equal("The connection that held the migrator's lock was lost, so nothing more was committed.", error.What);
        await GoneAsync(database, Sleeper);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from target"));
        Assert.Equal(1, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    /// <summary>A connection that has broken does not know its server any more, which the session was to be opened on.</summary>
    [Fact]
    public async Task A_run_whose_lock_is_lost_opens_no_session_and_says_so()
    {
        await using var database = await engine.CreateAsync();
        var postgres = new PostgresDatabaseEngine(
            (PostgresTarget)database.Target, new EngineOptions { LockTimeout = TimeSpan.FromSeconds(1), StatementTimeout = TimeSpan.Zero });
        await using var held = await postgres.OpenLockAsync(Stop);
        Assert.True(await held.TryTakeAsync(Stop));
        await database.ExecuteAsync($"select pg_terminate_backend(pid) from ({LockHolder}) l");
        await Assert.ThrowsAsync<DatabaseUnreachableException>(() => held.EnsureHeldAsync(Stop));

        var opened = await Assert.ThrowsAsync<DatabaseUnreachableException>(() => postgres.OpenSessionAsync(held, Stop));
        var cleared = await Assert.ThrowsAsync<DatabaseUnreachableException>(() => postgres.ClearAsync(held, Stop));

        Assert.Equal("The connection that held the migrator's lock was lost, so nothing more was committed.", opened.What);
        Assert.Equal((opened.What, ExitCode.Unreachable), (cleared.What, opened.Code));
    }

    [Fact]
    public async Task A_successor_waits_for_the_fence_of_a_run_that_lost_its_lock()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(FaultSample.Slow).UpgradeAsync("+1", cancellationToken: Stop);
        await using var stranger = await database.OpenAsync();
        await using var transaction = await stranger.BeginTransactionAsync(Stop);
        var successor = database.Runner(
            FaultSample.Locking, new MigrationOptions { LockTimeout = TimeSpan.FromMilliseconds(200), LockRetryBudget = TimeSpan.Zero });
        await using (var fence = stranger.CreateCommand())
        {
            // What a migrator holds between its own begin and its commit.
            fence.CommandText = $"select pg_advisory_xact_lock({PostgresLockKey.For("public", LettaMigrations.Product).Fence}, {PostgresLockKey.For("public", LettaMigrations.Product).Schema})";
            fence.Transaction = transaction;
            await fence.ExecuteNonQueryAsync(Stop);
        }

        await Assert.ThrowsAsync<LockNotObtainedException>(() => successor.UpgradeAsync(cancellationToken: Stop));
        await transaction.RollbackAsync(Stop);
        await successor.UpgradeAsync(cancellationToken: Stop);
    }

    [Fact]
    public async Task A_server_that_crashes_is_reported_and_the_next_run_reaches_head()
    {
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        var run = await StartSlowAsync(server.Database);

        await server.StopImmediatelyAsync();
        var error = await Assert.ThrowsAsync<DatabaseUnreachableException>(() => run);
        var result = await server.Database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(ExitCode.Unreachable, error.Code);
        // Both connections are gone at once; whichever is noticed first is reported.
        Assert.Matches(@" \(57P0[12]\): terminating connection |The connection that held the migrator's lock was lost", error.What);
        Assert.DoesNotContain("ObjectDisposed", error.ToString().Split("   at ")[0], StringComparison.Ordinal);
        Assert.Equal("fffffffffff2", result.To!.Id);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task A_connection_that_dies_at_commit_is_resolved_by_reading_the_version_table(bool serverGetsIt, bool empty)
    {
        await using var database = empty ? await engine.CreateAsync() : await engine.CreateInUseAsync();
        var postgres = (PostgresTestDatabase)database;
        await using var proxy = new CommitCuttingProxy(postgres.Settings.Host!, postgres.Settings.Port, serverGetsIt, cutAt: empty ? 1 : 2);
        var through = new PostgresTestDatabase(
            new Npgsql.NpgsqlConnectionStringBuilder(postgres.Settings.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port });

        var run = through.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);

        if (serverGetsIt)
        {
            Assert.Equal(2, (await run).Applied.Count);
        }
        else
        {
            var error = await Assert.ThrowsAsync<DatabaseUnreachableException>(() => run);
            Assert.Equal(empty ? [] : [20250101000000], error.Applied);
            Assert.Equal(empty ? 2 : 1, (await database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop)).Applied.Count);
        }

        Assert.True(proxy.HasCut);
        Assert.Equal(2, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    [Fact]
    public async Task Of_several_hosts_the_one_that_answers_is_used_for_the_whole_run()
    {
        await using var database = (PostgresTestDatabase)await engine.CreateAsync();
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(database.Settings.ConnectionString)
        {
            Host = $"127.0.0.1:1,{database.Settings.Host}:{database.Settings.Port}",
            TargetSessionAttributes = "primary",
        };

        var result = await new PostgresTestDatabase(settings).Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(2, result.Applied.Count);
        Assert.Equal(2, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    /// <summary>Starts a run and returns when its second revision sleeps on the server.</summary>
    private static async Task<Task<MigrationResult>> StartSlowAsync(TestDatabase database)
    {
        var run = database.Runner(FaultSample.Slow).UpgradeAsync(cancellationToken: Stop);
        while (!run.IsCompleted && await database.ScalarAsync<int>($"select count(*) from ({Sleeper}) s") == 0)
            await Task.Delay(20, Stop);
        return run;
    }

    /// <summary>
    /// A server notices that a client has closed its connection when it next looks, which on a busy machine is not at once.
    /// </summary>
    private static async Task GoneAsync(TestDatabase database, string session)
    {
        while (await database.ScalarAsync<int>($"select count(*) from ({session}) s") != 0)
            await Task.Delay(20, Stop);
    }
}

using System.Data.Common;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

/// <summary>Somebody holds a lock on a table that a revision needs.</summary>
public sealed class PostgresLockFaultTests(PostgresEngine engine)
{
    private static readonly MigrationOptions Short = new()
    {
        LockTimeout = TimeSpan.FromMilliseconds(400),
        LockRetryBudget = TimeSpan.FromSeconds(1),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_that_is_not_given_up_is_exit_3_and_names_who_holds_it()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(FaultSample.Locking).UpgradeAsync("+1", cancellationToken: Stop);
        await using var reader = await ReaderAsync(database);
        var pid = await PidAsync(reader);

        var error = await Assert.ThrowsAsync<LockNotObtainedException>(
            () => database.Runner(FaultSample.Locking, Short).UpgradeAsync(cancellationToken: Stop));

        Assert.Matches(
            $@"^Revision fffffffffff2 could not lock a table within 1 s of tries of 0\.4 s each: pid {pid} \(.+\), whose query is [\d.]+ s old holds it\.$",
            error.What);
        Assert.Contains("pg_terminate_backend", error.Next, StringComparison.Ordinal);
        Assert.Equal(1, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
        await Assert.ThrowsAnyAsync<DbException>(() => database.ScalarAsync<int>("select count(*) from before"));
    }

    [Fact]
    public async Task A_lock_that_is_given_up_lets_the_whole_revision_be_tried_again()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(FaultSample.Locking).UpgradeAsync("+1", cancellationToken: Stop);
        var reader = await ReaderAsync(database);
        var attempts = new List<int>();
        var progress = new InlineProgress(p =>
        {
            if (p is not MigrationProgress.Retrying retrying)
                return;
            attempts.Add(retrying.Attempt);
            if (retrying.Attempt == 2)
                reader.Dispose();
        });

        var result = await database.Runner(FaultSample.Locking, Short with { LockRetryBudget = TimeSpan.FromMinutes(1) })
            .UpgradeAsync(progress: progress, cancellationToken: Stop);

        Assert.Equal([1, 2], attempts);
        Assert.Single(result.Applied);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from before"));
    }

    [Fact]
    public async Task Readers_queue_behind_a_waiting_revision_for_no_longer_than_its_lock_timeout()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(FaultSample.Locking).UpgradeAsync("+1", cancellationToken: Stop);
        await using var holder = await ReaderAsync(database);
        var run = database.Runner(FaultSample.Locking, Short with { LockRetryBudget = TimeSpan.FromSeconds(2) })
            .UpgradeAsync(cancellationToken: Stop);

        // The server itself ends a reader that queues for longer than one try; were the lock timeout missing, it would.
        await using var reader = await database.OpenAsync();
        var reads = 0;
        while (!run.IsCompleted)
        {
            await using var command = reader.CreateCommand();
            command.CommandText = "set lock_timeout = '3s'; select count(*) from target";
            await command.ExecuteScalarAsync(Stop);
            reads++;
        }

        await Assert.ThrowsAsync<LockNotObtainedException>(() => run);
        Assert.True(reads > 1);
    }

    [Fact]
    public async Task A_migrator_that_waits_too_long_for_another_names_it()
    {
        await using var database = await engine.CreateAsync();
        var slow = database.Runner(FaultSample.Slow).UpgradeAsync(cancellationToken: Stop);
        while (await database.ScalarAsync<int>(
            "select count(*) from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database()") == 0)
            await Task.Delay(20, Stop);

        var error = await Assert.ThrowsAsync<LockNotObtainedException>(
            () => database.Runner(FaultSample.Slow, new MigrationOptions { LockWait = TimeSpan.FromMilliseconds(300) })
                .UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync(
            "select pg_cancel_backend(pid) from pg_stat_activity where query like 'select pg_sleep%' and datname = current_database()");

        Assert.Matches(
            $@"^Another migrator is at work on {database.Target}: pid \d+ \(letta-migrations\); it did not finish within 0\.3 s\.$",
            error.What);
        Assert.Contains("--lock-wait", error.Next, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RevisionFailedException>(() => slow);
    }

    private static async Task<DbConnection> ReaderAsync(TestDatabase database)
    {
        var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "begin; select * from target";
        await command.ExecuteNonQueryAsync(Stop);
        return connection;
    }

    private static async Task<int> PidAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select pg_backend_pid()";
        return (int)(await command.ExecuteScalarAsync(Stop))!;
    }
}

using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

/// <summary>Files that are locked, read-only, damaged or no database at all.</summary>
public sealed class SqliteFaultTests(SqliteEngine engine)
{
    private static readonly MigrationOptions Short = new()
    {
        LockTimeout = TimeSpan.FromSeconds(1),
        LockRetryBudget = TimeSpan.FromSeconds(1),
        Wait = TimeSpan.FromSeconds(1),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("begin immediate")]
    [InlineData("begin exclusive")]
    public async Task A_file_that_another_process_writes_to_is_waited_for_and_then_reported_as_locked(string how)
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table if not exists letta_migration_other (id integer)");
        await using var other = await database.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = how;
        await command.ExecuteNonQueryAsync(Stop);

        var error = await Assert.ThrowsAsync<LockNotObtainedException>(
            () => database.Runner(FaultSample.Locking, Short).UpgradeAsync(cancellationToken: Stop));

        Assert.Contains("is locked", error.What, StringComparison.Ordinal);
        Assert.Contains("(database is locked)", error.What, StringComparison.Ordinal);
        Assert.Contains($"\"{Path(database)}\"", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_byte_for_byte()
    {
        await using var database = await engine.CreateAsync();
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(database))!);
        var garbage = Enumerable.Range(0, 10_000).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(Path(database), garbage, Stop);

        var error
            = await Assert.ThrowsAsync<NeedsHumanException>(
                () => database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal($"The file \"{Path(database)}\" is not a SQLite database (code 26); it was not touched.", error.What);
        Assert.Equal(garbage, await File.ReadAllBytesAsync(Path(database), Stop));
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_left_byte_for_byte()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(FaultSample.Locking).UpgradeAsync("+1", cancellationToken: Stop);
        var whole = await File.ReadAllBytesAsync(Path(database), Stop);
        await File.WriteAllBytesAsync(Path(database), whole[..(whole.Length / 2)], Stop);

        var error
            = await Assert.ThrowsAsync<NeedsHumanException>(
                () => database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal($"The SQLite file \"{Path(database)}\" is damaged (code 11); it was not touched.", error.What);
        Assert.Equal(whole[..(whole.Length / 2)], await File.ReadAllBytesAsync(Path(database), Stop));
    }

    [Fact]
    public async Task A_write_ahead_log_without_its_index_is_read()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("pragma journal_mode = wal");
        await database.Runner(FaultSample.Locking).UpgradeAsync("+1", cancellationToken: Stop);
        await using var open = await database.OpenAsync();
        await using var read = open.CreateCommand();
        read.CommandText = "select count(*) from target";
        await read.ExecuteScalarAsync(Stop); // A connection that has read keeps the log from being folded in.
        await database.ExecuteAsync("insert into target (id) values (7)");
        var copy = await engine.CreateAsync();
        await using (copy)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(copy))!);
            File.Copy(Path(database), Path(copy));
            File.Copy(Path(database) + "-wal", Path(copy) + "-wal");

            var result = await copy.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);

            Assert.Single(result.Applied);
            Assert.Equal(7, await copy.ScalarAsync<int>("select id from target"));
        }
    }

    [Fact]
    public async Task Nothing_pending_leaves_the_file_byte_for_byte_and_takes_no_lock()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);
        var before = await File.ReadAllBytesAsync(Path(database), Stop);
        await using var held = new SqliteLock((SqliteTarget)database.Target);
        Assert.True(await held.TryTakeAsync(Stop));

        var result = await database.Runner(FaultSample.Locking, Short).UpgradeAsync(cancellationToken: Stop);

        Assert.Empty(result.Applied);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path(database), Stop));
    }

    [Fact]
    public async Task Nothing_pending_does_not_wait_for_a_process_that_writes()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);
        await using var other = await database.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "begin immediate; insert into target (id) values (1)";
        await command.ExecuteNonQueryAsync(Stop);

        var result = await database.Runner(FaultSample.Locking, Short with { Wait = TimeSpan.Zero }).UpgradeAsync(cancellationToken: Stop);

        Assert.Empty(result.Applied);
    }

    [Fact]
    public async Task A_migrator_that_waits_too_long_for_another_says_so()
    {
        await using var database = await engine.CreateAsync();
        await using var held = new SqliteLock((SqliteTarget)database.Target);
        Assert.True(await held.TryTakeAsync(Stop));

        var error = await Assert.ThrowsAsync<LockNotObtainedException>(
            () => database.Runner(FaultSample.Locking, Short with { LockWait = TimeSpan.FromMilliseconds(300) })
                .UpgradeAsync(cancellationToken: Stop));

        Assert.Equal($"Another migrator is at work on {database.Target}; it did not finish within 0.3 s.", error.What);
    }

    private static string Path(TestDatabase database) => ((SqliteTestDatabase)database).Path;
}

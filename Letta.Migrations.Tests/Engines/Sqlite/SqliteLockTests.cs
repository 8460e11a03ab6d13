using System.Diagnostics;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>One file is one lock, whatever name it is opened by.</summary>
public sealed class SqliteLockTests(SqliteEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("path", false)]
    [InlineData("relative path", false)]
    [InlineData("symbolic link", false)]
    [InlineData("symbolic link to a link", false)]
    [InlineData("link to its folder", false)]
    [InlineData("hard link", false)]
    [InlineData("path", true)] // As where a file cannot be locked by its identity.
    [InlineData("relative path", true)]
    [InlineData("symbolic link", true)]
    [InlineData("symbolic link to a link", true)]
    [InlineData("link to its folder", true)]
    public async Task File_has_one_lock_by_all_its_names(string name, bool byName)
    {
        await using var database = await engine.CreateInUseAsync();
        await using var first = new SqliteLock((SqliteTarget)database.Target, byName);
        await using var second = new SqliteLock(new SqliteTarget(await NamedAsync(database, name), LettaMigrations.Product), byName);

        Assert.True(await first.TryTakeAsync(Stop));
        Assert.False(await second.TryTakeAsync(Stop));
        await first.DisposeAsync();
        Assert.True(await second.TryTakeAsync(Stop));
        Assert.False(await first.TryTakeAsync(Stop));
    }

    [Fact]
    public async Task File_that_replaces_another_during_the_wait_is_the_one_that_is_locked()
    {
        await using var database = await engine.CreateInUseAsync();
        var target = (SqliteTarget)database.Target;
        await using var holder = new SqliteLock(target);
        await using var waiter = new SqliteLock(target);
        await using var third = new SqliteLock(target);
        Assert.True(await holder.TryTakeAsync(Stop));
        Assert.False(await waiter.TryTakeAsync(Stop));

        await File.WriteAllBytesAsync(target.Path + ".new", [], Stop);
        File.Move(target.Path + ".new", target.Path, overwrite: true);

        Assert.True(await waiter.TryTakeAsync(Stop));
        Assert.False(await third.TryTakeAsync(Stop));
        await waiter.EnsureHeldAsync(Stop);
        var error = await Assert.ThrowsAsync<DatabaseUnreachableException>(() => holder.EnsureHeldAsync(Stop));
        Assert.Equal(
            $"The SQLite file \"{target.Path}\" was replaced by another during this run; nothing was written to the new one.", error.What);
    }

    [Fact]
    public async Task Lock_creates_a_missing_file_and_its_folder_and_nothing_else()
    {
        await using var database = await engine.CreateAsync();
        var target = (SqliteTarget)database.Target;
        await using (var held = new SqliteLock(target))
            Assert.True(await held.TryTakeAsync(Stop));

        await database.Runner(Faults.FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal([target.Path], Directory.GetFileSystemEntries(Path.GetDirectoryName(target.Path)!));
    }

    /// <summary>POSIX drops all locks of a process on a file when it closes any descriptor of that file.</summary>
    [Fact]
    [Trait("Runs", "letta")]
    public async Task Locks_of_this_process_s_own_connections_outlive_a_lock_that_was_taken_and_released()
    {
        await using var database = await engine.CreateInUseAsync();
        await using var connection = await database.OpenAsync();
        await using var writing = connection.CreateCommand();
        writing.CommandText = "begin immediate; insert into somebodys (id) values (1)";
        await writing.ExecuteNonQueryAsync(Stop);
        await using (var held = new SqliteLock((SqliteTarget)database.Target))
            Assert.True(await held.TryTakeAsync(Stop));

        await using var other = LettaProcess.Start(
            "letta-test-child.dll",
            new Dictionary<string, string>(database.Environment)
            {
                ["LettaMigrations__LockRetryBudget"] = "500ms",
                ["LettaMigrations__LockTimeout"] = "500ms",
            },
            "letta",
            "good");

        Assert.True(await other.ExitAsync(Stop) == 3, other.Out + other.Error);
        Assert.Contains("(database is locked)", other.Error, StringComparison.Ordinal);
    }

    /// <summary>A descriptor is kept for the next lock, and a host that looks for work all day would run out of them.</summary>
    [Fact]
    public async Task Lock_that_is_taken_again_by_another_name_opens_the_file_no_second_time()
    {
        await using var database = await engine.CreateInUseAsync();
        foreach (var name in (string[])["path", "path", "symbolic link", "hard link"])
        {
            await using var held = new SqliteLock(new SqliteTarget(await NamedAsync(database, name), LettaMigrations.Product));
            Assert.True(await held.TryTakeAsync(Stop));
        }

        var names = Directory.GetFiles(((SqliteTestDatabase)database).Home, "*.db", SearchOption.AllDirectories);
        var open = Directory.GetFiles("/proc/self/fd").Select(OpenFile);
        Assert.Single(open, names.Contains);
    }

    private static string? OpenFile(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null; // Another test has closed it meanwhile.
        }
    }

    [Fact]
    public async Task Older_build_that_locks_a_file_beside_the_database_is_waited_for()
    {
        await using var database = await engine.CreateInUseAsync();
        var target = (SqliteTarget)database.Target;
        await using var held = new SqliteLock(target);
        await using (OlderLock(target))
            Assert.False(await held.TryTakeAsync(Stop));

        Assert.True(await held.TryTakeAsync(Stop));
        Assert.Throws<IOException>(() => OlderLock(target));
    }

    [Fact]
    [Trait("Runs", "letta")]
    public async Task Processes_that_open_one_file_by_different_names_apply_each_revision_once_and_all_succeed()
    {
        await using var database = await engine.CreateInUseAsync();
        List<LettaProcess> crowd = [];
        foreach (var name in (string[])["path", "relative path", "symbolic link", "link to its folder", "hard link", "hard link"])
        {
            var path = Path.GetFullPath(await NamedAsync(database, name));
            crowd.Add(LettaProcess.Start(
                "letta-test-child.dll", database.Environment, "letta", "slow", "upgrade", "--connection", $"sqlite:///{path}"));
        }

        foreach (var process in crowd)
        {
            await using (process)
                Assert.True(await process.ExitAsync(Stop) == 0, process.Out + process.Error);
        }

        Assert.Single(crowd, p => p.Out.Contains("3 applied", StringComparison.Ordinal));
        Assert.Equal(3, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    private static FileStream OlderLock(SqliteTarget target)
        => new(target.Path + ".migrate.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Another name for the database's file, or the same one.</summary>
    private static async Task<string> NamedAsync(TestDatabase database, string name)
    {
        var home = ((SqliteTestDatabase)database).Home;
        var path = ((SqliteTestDatabase)database).Path;
        var other = Path.Combine(Directory.CreateDirectory(Path.Combine(home, Guid.NewGuid().ToString("N"))).FullName, "other.db");
        switch (name)
        {
            case "relative path":
                return Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
            case "symbolic link":
                File.CreateSymbolicLink(other, Path.GetRelativePath(Path.GetDirectoryName(other)!, path));
                return other;
            case "symbolic link to a link":
                File.CreateSymbolicLink(other + ".first", path);
                File.CreateSymbolicLink(other, other + ".first");
                return other;
            case "link to its folder":
                Directory.CreateSymbolicLink(other, Path.GetDirectoryName(path)!);
                return Path.Combine(other, Path.GetFileName(path));
            case "hard link":
                using (var link = Process.Start("ln", [path, other]))
                    await link.WaitForExitAsync(Stop);
                return other;
            default:
                return path;
        }
    }
}

using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Engines.Sqlite;

/// <summary>Paths at which no database can be, each with its own sentence.</summary>
public sealed class SqlitePathTests(SqliteEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Folder_is_refused()
    {
        await using var database = (SqliteTestDatabase)await engine.CreateAsync();

        var error = await RefusedAsync<ConfigurationException>(database.Home);

        Assert.Equal($"The path \"{database.Home}\" is that of a folder, not of a SQLite file.", error.What);
        Assert.StartsWith(
            $"Name the file in it, as in \"{Path.Combine(database.Home, "sqlite.db")}\", then ", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_to_nothing_is_refused_until_its_file_is_there()
    {
        await using var database = (SqliteTestDatabase)await engine.CreateAsync();
        var (link, file) = (Path.Combine(database.Home, "link.db"), Path.Combine(database.Home, "volume.db"));
        File.CreateSymbolicLink(link, file);

        var error = await RefusedAsync<ConfigurationException>(link);

        Assert.Equal($"The path \"{link}\" is a symbolic link to \"{file}\", which does not exist.", error.What);
        Assert.Contains($"touch \"{file}\"", error.Next, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        await File.WriteAllBytesAsync(file, [], Stop);
        Assert.Single((await Runner(link).UpgradeAsync("+1", cancellationToken: Stop)).Applied);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("link to nothing")]
    public async Task Path_through_what_is_no_folder_is_refused(string through)
    {
        await using var database = (SqliteTestDatabase)await engine.CreateAsync();
        var wrong = Path.Combine(database.Home, "wrong");
        if (through == "file")
            await File.WriteAllBytesAsync(wrong, [], Stop);
        else
            File.CreateSymbolicLink(wrong, Path.Combine(database.Home, "nothing"));

        var path = Path.Combine(wrong, "letta.db");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => Runner(path).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal($"The path \"{path}\" leads through something that is no folder: a file, or a link to nothing.", error.What);
    }

    [Fact]
    public async Task Name_that_is_too_long_is_refused()
    {
        await using var database = (SqliteTestDatabase)await engine.CreateAsync();

        var error = await RefusedAsync<ConfigurationException>(Path.Combine(database.Home, new string('a', 300)));

        Assert.Equal("The path of the SQLite file is longer than its file system allows.", error.What);
    }

    [Theory]
    [InlineData(30, "The SQLite file \"/tmp/letta.db\" is on a file system that is mounted read-only.")]
    [InlineData(28, "The disk that holds \"/tmp/letta.db\" has no inodes left: there is space, but not for one more file.")]
    [InlineData(28, "The disk that holds \"/proc/letta.db\" is full; nothing was changed.", "/proc/letta.db")] // Has no space at all.
    [InlineData(37, "The file system that holds \"/tmp/letta.db\" has no file locks, which SQLite needs: reason.")]
    [InlineData(13, "The SQLite file \"/tmp/letta.db\" or its folder may not be written to.")]
    public void Disk_that_takes_no_file_is_said_to_be_what_it_is(int errno, string what, string path = "/tmp/letta.db")
    {
        var error = SqliteFileErrors.OfFile(new IOException("reason", errno), new SqliteTarget(path, LettaMigrations.Product));

        Assert.Equal(what, error.What);
        Assert.Equal(ExitCode.PrerequisiteMissing, error.Code);
    }

    /// <summary>Every look at it, and every attempt to change it.</summary>
    private static async Task<T> RefusedAsync<T>(string path)
        where T : MigrationException
    {
        var error = await Assert.ThrowsAsync<T>(() => Runner(path).UpgradeAsync(cancellationToken: Stop));
        Assert.Equal(error.What, (await Assert.ThrowsAsync<T>(() => Runner(path).CurrentAsync(cancellationToken: Stop))).What);
        return error;
    }

    private static MigrationRunner Runner(string path) => new(
        new SqliteTarget(path, LettaMigrations.Product),
        new MigrationOptions(),
        NullLogger<MigrationRunner>.Instance,
        TimeProvider.System,
        Tests.Faults.FaultSample.Locking);
}

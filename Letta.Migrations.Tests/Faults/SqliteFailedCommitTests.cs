using System.Data.Common;
using System.Diagnostics;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Faults;

/// <summary>
/// COMMIT itself fails: somebody reads the file, the disk is full, or it fails. Nothing is applied, and the same command does it
/// afterwards.
/// </summary>
[Trait("Runs", "letta")]
public sealed class SqliteFailedCommitTests(SqliteEngine engine)
{
    private const string Locked = "The SQLite file \"{0}\" is locked for longer than 1 s while revision {1} waited (database is locked).";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly MigrationOptions Short = new() { LockTimeout = Second, LockRetryBudget = Second, Wait = Second };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Without a write-ahead log a reader and a writer get along until the writer commits.</summary>
    [Theory]
    [InlineData("empty", Locked, "aaaaaaaaaaa3")]
    [InlineData("upgrade", Locked, "aaaaaaaaaaa1")]
    [InlineData("downgrade", Locked, "aaaaaaaaaaa3")]
    [InlineData("stamp", Locked, "aaaaaaaaaaa2")]
    [InlineData("adopt", Locked, "aaaaaaaaaaa3")]
    [InlineData("reset", "The SQLite file \"{0}\" is locked by another process (database is locked).", null)]
    [InlineData("backfill", "Rows of \"items\" could not be locked within 1 s: another session holds them.", null)]
    public async Task A_commit_that_somebody_who_reads_is_in_the_way_of_is_tried_again_and_then_reported(
        string what, string says, string? revision)
    {
        await using var database = await PrepareAsync(what);
        await using var reader = await database.OpenAsync();
        await ExecuteAsync(reader, "begin; select count(*) from sqlite_schema");
        var before = await ContentsAsync(database);
        var commits = new Commits();

        var error = await Assert.ThrowsAsync<LockNotObtainedException>(() => RunAsync(what, database, commits));

        Assert.Equal(string.Format(null, says, database.Path, revision), error.What);
        Assert.Equal((true, false), (commits.InProgress > 0, commits.Done > 0));
        Assert.Equal(before, await ContentsAsync(database));
        await ExecuteAsync(reader, "rollback");
        await DoneAgainAsync(what, database);
    }

    /// <summary>What is written at COMMIT makes the file longer, and the disk, a file system of its own, is full by then.</summary>
    [Theory]
    [InlineData("empty")]
    [InlineData("upgrade")]
    [InlineData("adopt")]
    [InlineData("backfill")]
    public async Task A_commit_on_a_full_disk_leaves_the_file_as_it_was(string what)
    {
        await using var database = await PrepareAsync(what);
        await using var disk = await SmallDisk.MountAsync(database, Stop);
        var before = await ContentsAsync(database);
        var commits = new Commits { AtCommit = disk.Fill };

        var error = await Assert.ThrowsAsync<RevisionFailedException>(() => RunAsync(what, database, commits));

        Assert.Equal($"The disk that holds \"{database.Path}\" is full; what was not committed was rolled back.", error.What);
        Assert.True(commits.InProgress > 0);
        if (what != "backfill") // What that writes down about itself first needs no page more.
            Assert.Equal(0, commits.Done);
        disk.Free();
        Assert.Equal(before, await ContentsAsync(database));
        await DoneAgainAsync(what, database);
    }

    /// <summary>A write at COMMIT is refused: the process may make no file longer than the database is.</summary>
    [Theory]
    [InlineData("upgrade", "upgrade")]
    [InlineData("adopt", "adopt")]
    [InlineData("backfill", "backfill run")]
    public async Task A_commit_that_cannot_be_written_leaves_the_file_as_it_was(string what, string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What limits a process to files of a length is called of Linux' C library.");
        await using var database = await PrepareAsync(what);
        var before = await ContentsAsync(database);

        string[] arguments = ["limit", What(what), .. command.Split(' ')];
        await using var letta = LettaProcess.Start("letta-test-child.dll", database.Environment, arguments);

        Assert.True(await letta.ExitAsync(Stop) == 4, letta.Out + letta.Error);
        Assert.Contains(
            $"The file \"{database.Path}\" could not be read or written: SQLite Error 10: 'disk I/O error'.",
            letta.Error,
            StringComparison.Ordinal);
        Assert.Equal(before, await ContentsAsync(database));
        await DoneAgainAsync(what, database);
    }

    private static string What(string what) => what == "backfill" ? "filling-due" : "good";

    private static RevisionSet Revisions(string what) => TestHistory.Named(What(what));

    private async Task<SqliteTestDatabase> PrepareAsync(string what)
    {
        var database = (SqliteTestDatabase)await (what == "upgrade" ? engine.CreateInUseAsync() : engine.CreateAsync());
        if (what == "empty")
            await database.ExecuteAsync("pragma user_version = 1"); // A file that is there, and has no tables.
        if (what == "backfill")
        {
            await database.Runner(Revisions(what)).UpgradeAsync("+1", cancellationToken: Stop);
            await database.ExecuteAsync("""
                with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
                insert into items (id, value) select i, i from n
                """);
        }

        if (what is not ("empty" or "upgrade"))
            await database.Runner(Revisions(what)).UpgradeAsync(cancellationToken: Stop);
        if (what == "stamp")
            await database.ExecuteAsync($"""delete from "VersionInfo" where "Version" > {Revisions(what).All[0].Version}""");
        if (what == "adopt")
            await database.ExecuteAsync("""drop table "VersionInfo"; drop table letta_migration_ledger""");
        if (what is "adopt" or "backfill")
            await database.ExecuteAsync("vacuum"); // No page is free: what is written next makes the file longer.
        return database;
    }

    private static Task RunAsync(string what, SqliteTestDatabase database, Commits? commits = null)
    {
        var runner = new MigrationRunner(database.Target, Short, NullLogger<MigrationRunner>.Instance, TimeProvider.System, Revisions(what))
        {
            Observer = commits is null ? null : commits.See,
        };
        return what switch
        {
            "downgrade" => runner.DowngradeAsync("-1", cancellationToken: Stop),
            "stamp" => runner.StampAsync("head", cancellationToken: Stop),
            "adopt" => runner.AdoptAsync(cancellationToken: Stop),
            "reset" => runner.ResetAsync([], (_, _) => Task.CompletedTask, progress: null, Stop),
            "backfill" => runner.BackfillAsync(cancellationToken: Stop),
            _ => runner.UpgradeAsync(cancellationToken: Stop),
        };
    }

    private static async Task DoneAgainAsync(string what, SqliteTestDatabase database)
    {
        await RunAsync(what, database);

        var revisions = Revisions(what);
        var at = (await database.Runner(revisions).CurrentAsync(cancellationToken: Stop)).Current;
        Assert.Equal(what == "downgrade" ? revisions.All[^2] : revisions.All[^1], at);
        Assert.Equal(["ok"], await database.RowsAsync("pragma integrity_check"));
        if (what == "backfill")
            Assert.Equal(2000, await database.ScalarAsync<int>("select count(*) from items where doubled = value * 2 and changed = 1"));
    }

    /// <summary>All that is in the file, but what backfills write down about their attempts.</summary>
    private static async Task<IReadOnlyList<string>> ContentsAsync(SqliteTestDatabase database)
    {
        Assert.Equal(["ok"], await database.RowsAsync("pragma integrity_check"));
        const string Tables
            = "select name from sqlite_schema where type = 'table' and name not like 'letta_migration_backfill%' order by name";
        var contents = (await database.RowsAsync("select type, name, tbl_name, sql from sqlite_schema order by type, name")).ToList();
        var tables = await database.RowsAsync(Tables);
        foreach (var table in tables)
            contents.AddRange(await database.RowsAsync($"select '{table}', * from \"{table}\" order by 1, 2"));
        return contents;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteScalarAsync(Stop);
    }

    private sealed class Commits
    {
        public int InProgress { get; private set; }

        public int Done { get; private set; }

        public Action? AtCommit { get; init; }

        public void See(string sql, bool done)
        {
            if (sql is not ("COMMIT" or "VACUUM"))
                return;
            if (done)
            {
                Done++;
                return;
            }

            InProgress++;
            AtCommit?.Invoke();
        }
    }

    /// <summary>A file system in memory, where the folder of a database was.</summary>
    private sealed class SmallDisk(string folder) : IAsyncDisposable
    {
        private string Filler => Path.Combine(folder, "filler");

        public static async Task<SmallDisk> MountAsync(SqliteTestDatabase database, CancellationToken cancellationToken)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux a file system in memory is mounted by one command.");
            var folder = Path.GetDirectoryName(database.Path)!;
            var contents = await File.ReadAllBytesAsync(database.Path, cancellationToken);
            var (mounted, why) = await RunAsync(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], cancellationToken);
            Assert.SkipUnless(mounted, $"Nobody but root mounts a file system: {why}");
            await File.WriteAllBytesAsync(database.Path, contents, cancellationToken);
            return new SmallDisk(folder);
        }

        /// <summary>Takes what is left of the disk.</summary>
        public void Fill()
        {
            try
            {
                using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                while (true)
                    filler.Write(new byte[4096]);
            }
            catch (IOException)
            {
                // ENOSPC: full.
            }
        }

        public void Free() => File.Delete(Filler);

        public async ValueTask DisposeAsync() => await RunAsync(["umount", "--lazy", folder], CancellationToken.None);

        private static async Task<(bool Ok, string Error)> RunAsync(string[] command, CancellationToken cancellationToken)
        {
            var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var error = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode == 0, error.Trim());
        }
    }
}

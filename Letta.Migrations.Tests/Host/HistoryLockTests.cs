using Letta.Migrations.Running;
using Letta.Migrations.Running.Checksums;
using Letta.Migrations.Tests.Autogenerate;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace Letta.Migrations.Tests.Host;

/// <summary><c>history --lock</c> and <c>revision --renumber</c>: what two branches need that both wrote a revision.</summary>
public sealed class HistoryLockTests(SqliteEngine engine) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private readonly EmptyLibrary _library = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static RevisionSet History => TestHistory.Named("good");

    private string LockFile => Path.Combine(_library.Path, "history.lock");

    public void Dispose() => _library.Dispose();

    [Fact]
    public async Task Lock_file_has_a_line_for_each_revision_and_is_written_once()
    {
        var first = await LockAsync(History);
        var text = await File.ReadAllTextAsync(LockFile, Stop);
        var again = await LockAsync(History);

        Assert.Equal((0, ""), (first.Exit, first.Error));
        Assert.Contains("  locked 20300101000001  create apples\n", first.Out, StringComparison.Ordinal);
        Assert.EndsWith("Commit it together with the revisions.\n", first.Out, StringComparison.Ordinal);
        Assert.Equal(
            [
                "# Versions, checksums on Postgres and on SQLite, names. Written by: letta-migrate history --lock",
                .. History.All.Select(r => $"{r.Version} {HistoryLock.Checksums(r)} {r.Name}"),
                "",
            ],
            text.Split('\n'));
        Assert.EndsWith("Every revision is locked already.\n", again.Out, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(LockFile, Stop));
    }

    [Theory]
    [InlineData("20300101000001 1:0000000000000000 1:0000000000000000 create apples", "20300101000001 (create apples) was edited since")]
    [InlineData("20290101000000 1:0000000000000000 1:0000000000000000 gone", "20290101000000 is locked, but no class has it any more.")]
    [InlineData("20310101000000 1:0000000000000000 1:0000000000000000 gone", "20310101000000 is locked, but no class has it any more.")]
    public async Task History_that_is_not_the_one_that_is_locked_is_refused_and_the_file_stays(string line, string fault)
    {
        await File.WriteAllTextAsync(LockFile, line + "\n", Stop);

        var refused = await LockAsync(History);

        Assert.Equal((2, ""), (refused.Exit, refused.Out));
        Assert.Contains(fault, refused.Error, StringComparison.Ordinal);
        Assert.Equal(line + "\n", await File.ReadAllTextAsync(LockFile, Stop));
    }

    [Fact]
    public async Task Revision_that_came_in_before_a_locked_one_is_refused_with_the_command_that_moves_it()
    {
        var newest = History.Head!;
        await File.WriteAllTextAsync(LockFile, $"{newest.Version} {HistoryLock.Checksums(newest)} {newest.Name}\n", Stop);

        var refused = await LockAsync(History);

        Assert.Equal(2, refused.Exit);
        Assert.Contains("Revision 20300101000001 (create apples) is older than 20300101000003", refused.Error, StringComparison.Ordinal);
        Assert.Contains("letta-migrate revision --renumber 20300101000001", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20300101000001_CreateApples.cs", "[Revision(20300101000001, \"create apples\")]")]
    [InlineData("Apples.cs", "[Revision( 2030_01_01_000001, \"create apples\")]")]
    public async Task Renumbered_revision_is_behind_the_newest_in_its_attribute_and_its_file(string name, string attribute)
    {
        await using var database = await engine.CreateAsync();
        await WriteAsync(name, attribute);

        var moved = await RenumberAsync(database, History, "20300101000001");

        Assert.Equal((0, ""), (moved.Exit, moved.Error));
        Assert.Contains("was 20300101000001", moved.Out, StringComparison.Ordinal);
        Assert.Equal(
            name.Replace("20300101000001", "20310506120000", StringComparison.Ordinal),
            Path.GetFileName(Assert.Single(_library.Revisions)));
        Assert.Contains("20310506120000, \"create apples\")]\n// 20300101000001", _library.Text, StringComparison.Ordinal);
    }

    /// <summary>The case that it is for: theirs came first into the database, mine is older and was never applied.</summary>
    [Fact]
    public async Task Revision_is_moved_where_its_database_has_a_newer_one_already()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(RevisionSet.From([.. History.All.Where(r => r.Number != 2).Select(r => r.Type)]))
            .UpgradeAsync(cancellationToken: Stop);
        await WriteAsync("20300101000002_X.cs", "[Revision(20300101000002, \"x\")]");

        var moved = await RenumberAsync(database, History, "20300101000002");

        Assert.Equal((0, ""), (moved.Exit, moved.Error));
        Assert.Equal("20310506120000_X.cs", Path.GetFileName(Assert.Single(_library.Revisions)));
    }

    [Fact]
    public async Task Revision_that_its_database_has_is_to_be_taken_back_first()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(History).UpgradeAsync("+2", cancellationToken: Stop);
        await WriteAsync("20300101000002_X.cs", "[Revision(20300101000002, \"x\")]");

        var refused = await RenumberAsync(database, History, "20300101000002");

        Assert.Equal(5, refused.Exit);
        Assert.Contains("has revision 20300101000002 (", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Take it back first: letta-migrate downgrade aaaaaaaaaaa1", refused.Error, StringComparison.Ordinal);
        Assert.Equal("20300101000002_X.cs", Path.GetFileName(Assert.Single(_library.Revisions)));
    }

    [Fact]
    public async Task Locked_revision_and_one_without_a_source_stay()
    {
        await using var database = await engine.CreateAsync();
        var locked = RevisionSet.Create([.. History.All.Select(r => r with { Locked = "1:00 1:00" })]);
        await WriteAsync("20300101000001_X.cs", "[Revision(20300101000001, \"x\")]");

        var refused = await RenumberAsync(database, locked, "20300101000001");
        var lost = await RenumberAsync(database, History, "20300101000002");

        Assert.Equal((2, 2), (refused.Exit, lost.Exit));
        Assert.Contains("is locked: other databases may have it.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("The source of revision 20300101000002 (", lost.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> LockAsync(RevisionSet revisions)
        => InProcess.RunAsync(revisions, model: null, TimeProvider.System, "history", "--lock", "--into", _library.Path);

    private Task<CommandRun> RenumberAsync(TestDatabase database, RevisionSet revisions, string version)
        => InProcess.RunAsync(
            revisions,
            model: null,
            new FakeTimeProvider(Noon),
            "revision", "--renumber", version, "--into", _library.Path, "--connection", ((SqliteTestDatabase)database).Path);

    private Task WriteAsync(string name, string attribute)
        => File.WriteAllTextAsync(Path.Combine(_library.Path, name), $"{attribute}\n// 20300101000001 stays in a comment\n", Stop);
}

using Letta.Migrations.Cli.Commands;
using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Host;
using Microsoft.Extensions.Time.Testing;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>The verb <c>revision</c> without a database: an empty revision, or one with a backfill in it.</summary>
public sealed class RevisionCommandTests(SqliteEngine engine)
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 6, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_alone_gives_an_empty_revision()
    {
        using var library = new EmptyLibrary();

        var letta = await RunAsync(Noon, "revision", "-m", "mend the pears' colours", "--into", library.Path);

        Assert.Equal(
            new CommandRun(
                0,
                $"{Path.Combine(library.Path, "History", "2031", "20310506120000_MendThePearsColours.cs")}\nFill in Up and Down, then: "
                    + $"letta-migrate upgrade head\n",
                ""),
            letta);
        Assert.Equal(
            """
            using Letta.Migrations.Authoring;

            namespace Letta.Migrations.History._2031;

            [Revision(20310506120000, "mend the pears' colours")]
            public sealed class MendThePearsColours : Revision
            {
                public override void Up()
                {
                }

                public override void Down()
                {
                }
            }

            """,
            library.Text);
    }

    [Fact]
    public async Task Empty_revision_compiles_and_is_applied_and_reverted()
    {
        await using var database = await engine.CreateAsync();
        using var library = new EmptyLibrary();
        await RunAsync(Noon, "revision", "-m", "nothing yet", "--into", library.Path);
        var runner = database.Runner(RevisionCompiler.Behind(TestHistory.Named("good"), library.Text));

        var up = await runner.UpgradeAsync(cancellationToken: Stop);
        var down = await runner.DowngradeAsync("-1", cancellationToken: Stop);

        Assert.Equal(20310506120000, up.To!.Version);
        Assert.Equal("aaaaaaaaaaa3", down.To!.ForeignId);
    }

    [Fact]
    public async Task Backfill_gives_one_that_moves_rows_in_batches()
    {
        using var library = new EmptyLibrary();

        var letta = await RunAsync(Noon, "revision", "--backfill", "-m", "fill colours", "--into", library.Path);

        Assert.Equal(0, letta.Exit);
        Assert.EndsWith("\nFill in the backfill, then: letta-migrate upgrade head\n", letta.Out, StringComparison.Ordinal);
        Assert.Contains(
            """
                public override void Up()
                {
                    // When this revision is committed, in short batches along the key; killed in the middle, it goes on from there. See docs/backfills.md.
                    Backfill("fill_column", "table").Set("column", "an expression over the row").Where("column is null");
                }
            """,
            library.Text,
            StringComparison.Ordinal);
        RevisionCompiler.Compile(library.Text);
    }

    [Fact]
    public async Task Clock_behind_the_newest_revision_gives_a_version_behind_it_all_the_same()
    {
        using var library = new EmptyLibrary();

        await RunAsync(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), "revision", "-m", "too early", "--into", library.Path);

        Assert.Equal(Path.Combine("History", "2030", "20300101000004_TooEarly.cs"), Assert.Single(library.Revisions));
    }

    [Fact]
    public async Task As_json()
    {
        using var library = new EmptyLibrary();

        var letta = await RunAsync(Noon, "revision", "-m", "nothing yet", "--into", library.Path, "--json");

        Assert.Equal(
            new CommandRun(
                0,
                $$"""{"version":20310506120000,"name":"nothing yet","file":"{{Path.Combine(library.Path, "History", "2031", "20310506120000_NothingYet.cs")}}","hints":[]}"""
                    + "\n",
                ""),
            letta);
    }

    [Theory]
    [InlineData(
        "Revision aaaaaaaaaaa1 is called \"create apples\" already, and its class Apples.\n  Choose other words.\n",
        "revision",
        "-m",
        "apples")]
    [InlineData(
        "The message says nothing.\n  Say what the revision does: letta-migrate revision -m \"add project_id to blocks\"\n",
        "revision",
        "-m",
        " ")]
    [InlineData(
        "There is no Letta.Migrations.csproj in \"/\".\n  Say the directory that it is in: --into Letta.Migrations\n",
        "revision",
        "-m",
        "x",
        "--into",
        "/")]
    public async Task Refusal_says_what_to_do(string expected, params string[] arguments)
    {
        var letta = await RunAsync(Noon, arguments);

        Assert.Equal((2, ""), (letta.Exit, letta.Out));
        Assert.StartsWith(expected, letta.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "\"revision\" needs --message <words>: what the revision does, in a few words. For example: letta-migrate revision -m \"add "
            + "project_id to archives\".",
        "revision")]
    [InlineData("The option \"-m\" needs a value.", "revision", "-m")]
    [InlineData("\"--autogenerate\" and \"--backfill\" exclude each other.", "revision", "-m", "x", "--autogenerate", "--backfill")]
    [InlineData("\"--rename\", \"--drop\" and \"--exclude\" go with \"--autogenerate\".", "revision", "-m", "x", "--drop", "apples")]
    public async Task Usage_error_is_one_line(string expected, params string[] arguments)
    {
        var letta = await RunAsync(Noon, arguments);

        Assert.Equal(new CommandRun(2, "", $"{expected} See letta-migrate revision --help (exit 2)\n"), letta);
    }

    [Fact]
    public void Library_is_found_upwards_in_the_repository()
    {
        using var library = new EmptyLibrary();
        var deep = Directory.CreateDirectory(Path.Combine(library.Path, "History", "2031")).FullName;

        Assert.Equal(library.Path, RevisionWriter.Find("Letta.Migrations", directory: null, deep));
    }

    [Fact]
    public void Outside_of_the_repository_the_directory_must_be_said()
    {
        var error = Assert.Throws<ConfigurationException>(
            () => RevisionWriter.Find("Letta.Migrations", directory: null, Path.GetPathRoot(Path.GetTempPath())!));

        Assert.Equal("A revision is a source file, and the sources of Letta.Migrations are not here.", error.What);
        Assert.Equal("Run the command in the repository, or say where: --into <directory>", error.Next);
    }

    private static Task<CommandRun> RunAsync(DateTimeOffset now, params string[] arguments)
        => InProcess.RunAsync(TestHistory.Named("good"), model: null, new FakeTimeProvider(now), arguments);
}

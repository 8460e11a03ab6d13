using System.Text.RegularExpressions;
using Letta.Migrations.Cli;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>The verb <c>reset</c>: a database that has drifted in every way is made again.</summary>
[Trait("Runs", "letta")]
public abstract class ResetSpec(TestEngine engine)
{
    private const string Child = "letta-test-child.dll";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What names the database on the command line.</summary>
    protected abstract string Address(TestDatabase database);

    /// <summary>Everything that has a name in the schema or the file.</summary>
    protected abstract Task<IReadOnlyList<string>> ObjectsAsync(TestDatabase database);

    /// <summary>Adds what others left, and what only this engine has.</summary>
    protected virtual Task DriftAsync(TestDatabase database) => Task.CompletedTask;

    [Fact]
    public async Task Drifted_database_is_made_anew_and_keeps_nothing()
    {
        await using var undisturbed = await engine.CreateAsync();
        await undisturbed.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        await using var database = await DriftedAsync();

        var letta = await CommandRun.RunAsync(database, "good", ["reset", "--yes", .. Meant(database)]);

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.Contains("   loses all it has: ", letta.Out, StringComparison.Ordinal);
        Assert.Matches(@"\n  with the rest, for no revision of this build makes them: (Odd ""Table"", )?somebodys\n", letta.Out);
        Assert.EndsWith("At head aaaaaaaaaaa3, verified. Rebuilt: 3 applied in T.\n", letta.Timeless, StringComparison.Ordinal);
        Assert.Equal(await ObjectsAsync(undisturbed), await ObjectsAsync(database));
        Assert.Equal(
            ["20300101000001", "20300101000002", "20300101000003"],
            await database.RowsAsync("""select "Version" from "VersionInfo" order by 1"""));
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from apples"));
        Assert.Equal(0, (await CommandRun.RunAsync(database, "good", "wait", "--timeout", "0")).Exit);
    }

    [Fact]
    public async Task Empty_database_is_filled()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "good", ["reset", "--yes", "--json", .. Meant(database)]);

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.StartsWith("{\"from\":null,\"to\":{\"version\":20300101000003,", letta.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_yes_and_without_a_terminal_it_is_refused_with_exit_2()
    {
        await using var database = await DriftedAsync();
        var before = await ObjectsAsync(database);

        var letta = await CommandRun.RunAsync(database, "good", ["reset", .. Meant(database)]);

        Assert.Equal((2, ""), (letta.Exit, letta.Out));
        Assert.EndsWith("  If it may: letta-migrate reset --yes\nNothing was changed. (exit 2)\n", letta.Error, StringComparison.Ordinal);
        Assert.Equal(before, await ObjectsAsync(database));
    }

    /// <summary>What is lost stands in the question: the lines before it are not printed with <c>-q</c> or <c>--json</c>.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    [InlineData(false, 2, "-q")]
    [InlineData(false, 2, "--json")]
    public async Task On_a_terminal_the_name_of_the_database_must_be_typed(bool right, int exit, params string[] quietly)
    {
        await using var database = await DriftedAsync();
        var before = await ObjectsAsync(database);
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(right ? $"{database.Target.Name}\n" : "yes\n");
        using var terminal = new Terminal(output, error, live: false, width: 0, TimeProvider.System) { Input = input };
        using var stop = new StopSignals();

        var code = await MigrationCli.RunAsync(
            ["reset", "--connection", Address(database), .. quietly, .. Meant(database)],
            TestCommandLine.Define(TestHistory.Named("good")),
            TestCommandLine.Options,
            terminal,
            stop);

        Assert.Equal(exit, code);
        Assert.Matches(
            $@"^{Regex.Escape(database.Target.Display)} loses \d+ tables with about \d+ rows?\. Type {database.Target.Name} to drop all of it:\n",
            error.ToString());
        Assert.Equal(!right, before.SequenceEqual(await ObjectsAsync(database)));
    }

    [Fact]
    public async Task Database_that_others_write_to_is_exit_3_and_keeps_everything()
    {
        await using var database = await DriftedAsync();
        var before = await ObjectsAsync(database);
        CommandRun letta;
        await using (var other = await database.OpenAsync())
        {
            await using var transaction = await other.BeginTransactionAsync(Stop);
            await using var write = other.CreateCommand();
            write.Transaction = transaction;
            write.CommandText = "insert into apples (id) values (8)";
            await write.ExecuteNonQueryAsync(Stop);

            letta = await CommandRun.RunAsync(
                database, "good", ["reset", "--yes", "--lock-timeout", "100ms", "--wait", "0", .. Meant(database)]);
        }

        Assert.Equal(3, letta.Exit);
        Assert.EndsWith("Nothing was changed. (exit 3)\n", letta.Error, StringComparison.Ordinal);
        Assert.Equal(before, await ObjectsAsync(database));
        Assert.Equal(["7"], await database.RowsAsync("select id from apples"));
    }

    [Fact]
    public async Task Killed_between_its_statements_the_same_command_mends_it()
    {
        await using var undisturbed = await engine.CreateAsync();
        await undisturbed.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        var head = await ObjectsAsync(undisturbed);
        await using var database = await DriftedAsync();
        var drifted = await ObjectsAsync(database);

        var kills = 0;
        for (var boundary = 1; ; boundary += 4)
        {
            await using var letta = LettaProcess.Start(
                Child, database.Environment, ["kill", "good", boundary.ToString(), "reset", "--yes", .. Meant(database)]);
            var exit = await letta.ExitAsync(Stop);
            if (exit == 0)
                break;

            Assert.True(exit == 137, $"boundary {boundary}: exit {exit}\n{letta.Error}");
            kills++;
            var left = await ObjectsAsync(database);
            Assert.True(
                left.Count == 0 || left.SequenceEqual(drifted) || left.SequenceEqual(head),
                $"killed at boundary {boundary} it left {string.Join(' ', left)}");
        }

        Assert.True(kills > 2, $"only {kills} kills");
        Assert.Equal(head, await ObjectsAsync(database));
    }

    [Fact]
    public async Task Revision_that_fails_after_all_was_dropped_leaves_an_empty_database_and_one_sentence_about_it()
    {
        await using var database = await engine.CreateAsync();
        await CommandRun.RunAsync(database, "failing", "upgrade", "+1");

        var letta = await CommandRun.RunAsync(database, "failing", ["reset", "--yes", .. Meant(database)]);

        Assert.Equal(1, letta.Exit);
        Assert.Contains("   loses all it has: 9 tables, ", letta.Out, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            run the same command again; nothing was applied: the database is empty.
            9 tables were dropped. Nothing was applied since: the database is empty, at base, and letta-migrate upgrade goes on from there. (exit 1)

            """,
            letta.Error,
            StringComparison.Ordinal);
        Assert.Empty(await ObjectsAsync(database));
    }

    [Theory]
    [InlineData("--yes")]
    [InlineData]
    public async Task Host_that_is_named_must_be_the_one(params string[] arguments)
    {
        await using var database = await DriftedAsync();
        var before = await ObjectsAsync(database);

        var letta = await CommandRun.RunAsync(database, "good", ["reset", "--host-i-mean", "db-7", .. arguments]);

        Assert.Equal(2, letta.Exit);
        Assert.Contains(", not on \"db-7\".", letta.Error, StringComparison.Ordinal);
        Assert.Equal(before, await ObjectsAsync(database));
    }

    /// <summary>Where the container engine is on another machine, its Postgres is too.</summary>
    private static IEnumerable<string> Meant(TestDatabase database)
        => database.Target.Hosts.All(LocalHosts.IsLocal) ? [] : database.Target.Hosts.SelectMany(h => new[] { "--host-i-mean", h });

    /// <summary>
    /// A table is gone, another is somebody's, one has a row and a view on it, and a revision is recorded that no build knows.
    /// </summary>
    private async Task<TestDatabase> DriftedAsync()
    {
        var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync("""
            drop table plums;
            insert into apples (id) values (7);
            create table somebodys (id integer references apples (id));
            insert into somebodys (id) values (7);
            create view all_apples as select id from apples;
            insert into "VersionInfo" ("Version") values (20290101000000)
            """);
        await DriftAsync(database);
        return database;
    }
}

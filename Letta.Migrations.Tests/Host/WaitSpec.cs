using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>The verb <c>wait</c>: an application beside its migrator.</summary>
[Trait("Runs", "letta")]
public abstract class WaitSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_head_it_says_so_at_once()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);

        var letta = await CommandRun.RunAsync(database, "good", "wait");
        var json = await CommandRun.RunAsync(database, "good", "wait", "--json");

        Assert.Equal((0, ""), (letta.Exit, letta.Error));
        Assert.EndsWith("   at head aaaaaaaaaaa3, verified.\n", letta.Out, StringComparison.Ordinal);
        Assert.Matches(""","unknown":\[\],"waited_ms":\d+,"verified":true\}\n$""", json.Out);
    }

    [Fact]
    public async Task Head_that_another_runner_reaches_meanwhile_is_seen()
    {
        await using var database = await engine.CreateAsync();
        await using var letta = LettaProcess.Start("letta-test-child.dll", database.Environment, "letta", "good", "wait");
        await NotedAsync(letta);

        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(0, await letta.ExitAsync(Stop));
        Assert.EndsWith("   at head aaaaaaaaaaa3, verified.\n", letta.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_ends_it_with_143()
    {
        await using var database = await engine.CreateAsync();
        await using var letta = LettaProcess.Start("letta-test-child.dll", database.Environment, "letta", "good", "wait");
        await NotedAsync(letta);

        letta.Signal("TERM");

        Assert.Equal(143, await letta.ExitAsync(Stop));
    }

    [Theory]
    [InlineData("0", "at aaaaaaaaaaa2, not at head aaaaaaaaaaa3.")]
    [InlineData("300ms", "at aaaaaaaaaaa2, not at head aaaaaaaaaaa3, and nobody brought it there within 0.3 s.")]
    public async Task Database_that_stays_behind_is_exit_5_when_the_time_is_over(string timeout, string said)
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync("+2", cancellationToken: Stop);

        var letta = await CommandRun.RunAsync(database, "good", "wait", "--timeout", timeout);

        Assert.Equal((5, ""), (letta.Exit, letta.Out));
        Assert.Contains(said, letta.Error, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed. (exit 5)\n", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_nobody_s_record_are_not_yet_head_and_are_waited_for()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table somebodys (id integer)");

        var letta = await CommandRun.RunAsync(database, "good", "wait", "--timeout", "0");

        Assert.Equal(5, letta.Exit);
        Assert.Contains(
            "has tables (\"somebodys\" is one), but no \"VersionInfo\" and no \"alembic_version\" to tell which revision they are at.",
            letta.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revision_that_is_half_done_is_not_yet_head()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync(
            "insert into letta_migration_step (version, direction, done, steps) values (20300101000003, 'down', 1, 3)");

        var letta = await CommandRun.RunAsync(database, "good", "wait", "--timeout", "0");

        Assert.Equal(5, letta.Exit);
        Assert.Contains("in the middle of revision aaaaaaaaaaa3, not at head", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newer_database_is_reported_at_once_unless_it_is_allowed()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);

        var letta = await CommandRun.RunAsync(database, "older", "wait");
        var allowed = await CommandRun.RunAsync(database, "older", "wait", "--allow-newer");

        Assert.Equal(5, letta.Exit);
        Assert.Contains("has 1 revision that this build does not know: 20300101000003.", letta.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (allowed.Exit, allowed.Error));
        Assert.EndsWith("   at head aaaaaaaaaaa2 and 1 revision past it, verified.\n", allowed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revision_of_another_branch_is_not_a_newer_one_whatever_is_allowed()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync("""insert into "VersionInfo" ("Version") values (20300101000009), (20290101000000)""");

        var letta = await CommandRun.RunAsync(database, "good", "wait", "--allow-newer");

        Assert.Equal(5, letta.Exit);
        Assert.Contains(
            "has 2 revisions that this build does not know: 20290101000000, 20300101000009.", letta.Error, StringComparison.Ordinal);
        Assert.Contains("They are not in this build's history: run the build that has them", letta.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20300101000009, 0)]
    [InlineData(20290101000000, 5)]
    public async Task Unknown_revision_that_is_half_done_is_allowed_only_past_head(long version, int exit)
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync($"insert into letta_migration_step (version, direction, done, steps) values ({version}, 'up', 1, 3)");

        var letta = await CommandRun.RunAsync(database, "good", "wait", "--allow-newer");

        Assert.Equal(exit, letta.Exit);
    }

    [Fact]
    public async Task Database_that_alembic_took_back_to_base_is_reported_at_once()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);
        await database.ExecuteAsync("delete from alembic_version");

        var letta = await CommandRun.RunAsync(database, "good", "wait");

        Assert.Equal((5, ""), (letta.Exit, letta.Out));
        Assert.Contains("but \"alembic_version\" is empty: Alembic has moved it since.", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edited_revision_is_reported_at_once()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Revisions("good")).UpgradeAsync(cancellationToken: Stop);

        var letta = await CommandRun.RunAsync(database, "good-edited", "wait");

        Assert.Equal(5, letta.Exit);
        Assert.Contains("was edited after it was applied", letta.Error, StringComparison.Ordinal);
    }

    protected static Letta.Migrations.Running.RevisionSet Revisions(string history) => Tests.Child.Histories.TestHistory.Named(history);

    protected static async Task NotedAsync(LettaProcess letta)
    {
        while (!letta.Error.Contains("Waiting for ", StringComparison.Ordinal))
            await Task.Delay(10, Stop);
    }
}

using System.Text.Json;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Host;

/// <summary>What a command line says and returns when a run does not end where it should, on an engine.</summary>
[Trait("Runs", "letta")]
public abstract class FailureSpec(TestEngine engine)
{
    [Fact]
    public async Task Failing_revision_is_named_with_what_was_applied_before_it()
    {
        await using var database = await engine.CreateInUseAsync();

        var letta = await CommandRun.RunAsync(database, "failing");

        Assert.Equal(1, letta.Exit);
        Assert.EndsWith(
            """
              1/3  20300101000001  ccccccccccc1  works              T
              2/3  20300101000002  ccccccccccc2  does not work      stopped

            """,
            letta.Timeless,
            StringComparison.Ordinal);
        Assert.StartsWith("Revision ccccccccccc2 (does not work) failed: ", letta.Error, StringComparison.Ordinal);
        Assert.Contains("\n  statement  insert into nowhere values (1)\n", letta.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "1 revision was applied. Nothing of ccccccccccc2 was applied. The database is at ccccccccccc1. (exit 1)\n",
            letta.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_revision_of_an_empty_database_leaves_it_empty()
    {
        await using var database = await engine.CreateAsync();

        var letta = await CommandRun.RunAsync(database, "failing");

        Assert.EndsWith(
            """
              1/3  20300101000001  ccccccccccc1  works              T
              2/3  20300101000002  ccccccccccc2  does not work      stopped

            """,
            letta.Timeless,
            StringComparison.Ordinal);
        Assert.StartsWith("Revision ccccccccccc2 (does not work) failed: ", letta.Error, StringComparison.Ordinal);
        Assert.EndsWith("\nNothing was applied: the database is empty, as it was. (exit 1)\n", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_revision_as_json_is_the_error_object_alone()
    {
        await using var database = await engine.CreateInUseAsync();

        var letta = await CommandRun.RunAsync(database, "failing", "--json");

        var error = JsonDocument.Parse(letta.Out).RootElement.GetProperty("error");
        Assert.Equal((1, 1, ""), (letta.Exit, error.GetProperty("code").GetInt32(), letta.Error));
        Assert.StartsWith(
            "Revision ccccccccccc2 (does not work) failed: ", error.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", error.GetProperty("next").GetString());
    }

    [Fact]
    public async Task Failing_revision_in_quiet_mode_is_reported_in_full()
    {
        await using var database = await engine.CreateInUseAsync();

        var letta = await CommandRun.RunAsync(database, "failing", "-q");

        Assert.Equal("", letta.Out);
        Assert.EndsWith("The database is at ccccccccccc1. (exit 1)\n", letta.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_revision_in_a_json_log_carries_the_next_step_and_the_exit_code()
    {
        await using var database = await engine.CreateInUseAsync();

        var letta = await CommandRun.RunAsync(database, "failing", "--log-format", "json");

        var last = JsonDocument.Parse(letta.Error.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal((1, "Error", 1), (letta.Exit, last.GetProperty("@l").GetString(), last.GetProperty("ExitCode").GetInt32()));
        Assert.Contains("run the same command again", last.GetProperty("Next").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, letta.Error.Split('\n').Count(l => l.Contains("does not work) failed", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task Signal_stops_the_running_statement_and_keeps_what_was_committed(string signal, int code)
    {
        await using var database = await engine.CreateInUseAsync();
        await using var letta = LettaProcess.Start("letta-test-child.dll", database.Environment, "letta", "stuck", "-v");
        await StuckAsync(letta);

        letta.Signal(signal);

        Assert.Equal(code, await letta.ExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains(
            $"Stopped by SIG{signal}.\n  Run the same command again to go on.\n"
            + $"1 revision was applied. Nothing of ddddddddddd2 was applied. The database is at ddddddddddd1. (exit {code})\n",
            letta.Error,
            StringComparison.Ordinal);
        Assert.Equal(["ddddddddddd1"], await database.RowsAsync("select version_num from alembic_version"));
    }

    [Fact]
    public async Task Second_signal_changes_nothing()
    {
        await using var database = await engine.CreateInUseAsync();
        await using var letta = LettaProcess.Start("letta-test-child.dll", database.Environment, "letta", "stuck", "-v", "--json");
        await StuckAsync(letta);

        letta.Signal("INT");
        letta.Signal("INT");
        letta.Signal("INT");

        Assert.Equal(130, await letta.ExitAsync(TestContext.Current.CancellationToken));
        Assert.Equal("""
            {"error":{"code":130,"what":"Stopped by SIGINT.","next":"Run the same command again to go on."}}

            """, letta.Out);
    }

    private static async Task StuckAsync(LettaProcess letta)
    {
        while (!letta.Error.Contains("ddddddddddd2 (is stuck) begins", StringComparison.Ordinal))
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }
}

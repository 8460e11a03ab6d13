using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

/// <summary>A process that is stopped or killed while it waits or works, seen by its successor.</summary>
[Trait("Runs", "letta")]
public abstract class ProcessSpec(TestEngine engine)
{
    private const string Child = "letta-test-child.dll";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_is_stopped_while_it_waits_for_the_lock_has_applied_nothing()
    {
        await using var database = await engine.CreateInUseAsync();
        await using var holder = await StuckAsync(database);
        await using var waiter = LettaProcess.Start(Child, database.Environment, "letta", "stuck", "-v");
        while (!waiter.Error.Contains("waiting for another migrator", StringComparison.Ordinal))
            await Task.Delay(10, Stop);

        waiter.Signal("TERM");

        Assert.Equal(143, await waiter.ExitAsync(Stop));
        Assert.Equal(1, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    /// <summary>
    /// On Postgres the server runs the statement on for as long as it takes, unless it looks whether its client is still there.
    /// </summary>
    [Fact]
    public async Task A_process_that_is_killed_in_a_long_statement_frees_the_lock_for_its_successor()
    {
        await using var database = await engine.CreateInUseAsync();
        await using (var killed = await StuckAsync(database))
        {
            killed.Kill();
            await killed.ExitAsync(Stop);
        }

        await using var successor = LettaProcess.Start(Child, database.Environment, "letta", "unstuck", "--lock-wait", "20s");

        Assert.True(await successor.ExitAsync(Stop) == 0, successor.Error);
        Assert.Contains("1 applied", successor.Out, StringComparison.Ordinal);
    }

    private static async Task<LettaProcess> StuckAsync(TestDatabase database)
    {
        var stuck = LettaProcess.Start(Child, database.Environment, "letta", "stuck", "-v");
        while (!stuck.Error.Contains("ddddddddddd2 (is stuck) begins", StringComparison.Ordinal))
            await Task.Delay(10, Stop);
        return stuck;
    }
}

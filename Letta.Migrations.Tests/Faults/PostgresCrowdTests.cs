using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class PostgresCrowdTests(PostgresEngine engine) : CrowdSpec(engine)
{
    private readonly PostgresEngine _engine = engine;

    /// <summary>
    /// Longer than the 30 seconds after which Npgsql gives up on a command by itself: neither the waiters nor the worker may.
    /// </summary>
    [Fact]
    public async Task Twenty_processes_outwait_a_revision_that_takes_35_seconds()
    {
        await using var database = await _engine.CreateAsync();

        var crowd = await CrowdAsync(20, () => LettaProcess.Start("letta-test-child.dll", database.Environment, "letta", "lengthy"));

        Assert.All(crowd, p => Assert.True(p.Exit == 0, p.Out + p.Error));
        Assert.Equal(2, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }
}

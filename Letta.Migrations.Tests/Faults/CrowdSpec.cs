using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

/// <summary>Many processes start at once on one database.</summary>
[Trait("Runs", "letta")]
[Trait("Cost", "sweep")]
public abstract class CrowdSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_processes_on_an_empty_database_all_end_at_head_and_apply_every_revision_once()
    {
        await using var database = await engine.CreateAsync();

        var crowd = await CrowdAsync(20, () => LettaProcess.Start(database));

        Assert.All(crowd, p => Assert.True(p.Exit == 0, p.Out + p.Error));
        Assert.All(crowd, p => Assert.DoesNotContain("23505", p.Out + p.Error, StringComparison.Ordinal));
        Assert.All(crowd, p => Assert.DoesNotContain("UC_Version", p.Out + p.Error, StringComparison.Ordinal));
        Assert.Equal(
            database.Runner().Revisions.All.Select(r => r.Version.ToString()),
            await database.RowsAsync("""select "Version" from "VersionInfo" order by 1"""));
        Assert.Equal(database.Runner().Revisions.All.Count, await database.ScalarAsync<int>("select count(*) from letta_migration_ledger"));
        Assert.Equal(1, crowd.Count(p => p.Out.Contains($"{database.Runner().Revisions.All.Count} applied", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_revision_that_fails_fails_for_every_process_that_tries_it_and_leaves_no_lock()
    {
        await using var database = await engine.CreateInUseAsync();

        var crowd = await CrowdAsync(6, () => LettaProcess.Start("letta-test-child.dll", database.Environment, "letta", "failing"));

        Assert.All(crowd, p => Assert.True(p.Exit == 1, p.Out + p.Error));
        Assert.All(crowd, p => Assert.Contains("Revision ccccccccccc2 (does not work) failed", p.Error, StringComparison.Ordinal));
        Assert.Equal(["20300101000001"], await database.RowsAsync("""select "Version" from "VersionInfo" """));
        await using var next = LettaProcess.Start(
            "letta-test-child.dll", database.Environment, "letta", "failing", "upgrade", "ccccccccccc1", "--lock-wait", "0s");
        Assert.True(await next.ExitAsync(Stop) == 0, next.Error);
    }

    protected static async Task<IReadOnlyList<(int Exit, string Out, string Error)>> CrowdAsync(int size, Func<LettaProcess> start)
    {
        var crowd = Enumerable.Range(0, size).Select(_ => start()).ToList();
        var ends = new List<(int, string, string)>();
        foreach (var process in crowd)
        {
            await using (process)
                ends.Add((await process.ExitAsync(Stop), process.Out, process.Error));
        }

        return ends;
    }
}

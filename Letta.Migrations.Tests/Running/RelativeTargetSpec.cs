using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running;

/// <summary>A target that counts from the current revision, while another migrator moves the database between plan and lock.</summary>
public abstract class RelativeTargetSpec(TestEngine engine)
{
    private const string Child = "letta-test-child.dll";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("+1", "base", "aaaaaaaaaaa1")]
    [InlineData("+2", "base", "aaaaaaaaaaa1")]
    [InlineData("+3", "base", "aaaaaaaaaaa3")] // Counted again, it would lead past head.
    public async Task Relative_upgrade_is_refused_when_the_database_moved_after_the_plan(string relative, string from, string to)
    {
        await using var database = await engine.CreateAsync();

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner(Sample.All).UpgradeAsync(
            relative, OncePlanned(() => database.Runner(Sample.All).UpgradeAsync(to, cancellationToken: Stop)), Stop));

        Assert.Equal(
            $"\"{relative}\" was counted from {from}, but another migrator has moved {database.Target} to {to} meanwhile; nothing was "
                + $"applied.",
            error.What);
        Assert.Equal("Look with letta-migrate current, then name the revision: letta-migrate upgrade <revision>.", error.Next);
        Assert.Equal(ExitCode.Unexpected, error.Code);
        Assert.Equal(to, (await database.Runner(Sample.All).CurrentAsync(cancellationToken: Stop)).Current!.Id);
    }

    [Theory]
    [InlineData("-1", "20250102000000")]
    [InlineData("-3", "aaaaaaaaaaa1")] // Counted again, it would lead below base.
    public async Task Relative_downgrade_is_refused_when_the_database_moved_after_the_plan(string relative, string to)
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);

        var error = await Assert.ThrowsAsync<UnexpectedDatabaseException>(() => database.Runner(Sample.All).DowngradeAsync(
            relative, OncePlanned(() => database.Runner(Sample.All).DowngradeAsync(to, cancellationToken: Stop)), Stop));

        Assert.Equal(
            $"\"{relative}\" was counted from aaaaaaaaaaa3, but another migrator has moved {database.Target} to {to} meanwhile; "
            + "nothing was applied.",
            error.What);
        Assert.Equal("Look with letta-migrate current, then name the revision: letta-migrate downgrade <revision>.", error.Next);
        Assert.Equal(to, (await database.Runner(Sample.All).CurrentAsync(cancellationToken: Stop)).Current!.Id);
    }

    [Fact]
    public async Task Absolute_target_is_found_done_when_the_database_moved_after_the_plan()
    {
        await using var database = await engine.CreateAsync();

        var result = await database.Runner(Sample.All).UpgradeAsync(
            "aaaaaaaaaaa1", OncePlanned(() => database.Runner(Sample.All).UpgradeAsync("aaaaaaaaaaa1", cancellationToken: Stop)), Stop);

        Assert.Empty(result.Applied);
        Assert.Equal("aaaaaaaaaaa1", result.To!.Id);
    }

    [Fact]
    [Trait("Runs", "letta")]
    public async Task Of_processes_that_each_upgrade_by_one_exactly_one_does_and_the_others_end_with_exit_code_5()
    {
        await using var database = await engine.CreateInUseAsync();
        await using var holder = LettaProcess.Start(Child, database.Environment, "letta", "stuck", "-v");
        while (!holder.Error.Contains("ddddddddddd2 (is stuck) begins", StringComparison.Ordinal))
            await Task.Delay(10, Stop);
        string[] byOne = ["letta", "unstuck", "upgrade", "+1", "-v"];
        List<LettaProcess> crowd = [.. Enumerable.Range(0, 3).Select(_ => LettaProcess.Start(Child, database.Environment, byOne))];
        foreach (var process in crowd)
        {
            while (!process.Error.Contains("waiting for another migrator", StringComparison.Ordinal))
                await Task.Delay(10, Stop);
        }

        holder.Kill(); // All have made their plan, and none has the lock.
        var exits = new List<int>();
        foreach (var process in crowd)
        {
            await using (process)
                exits.Add(await process.ExitAsync(Stop));
        }

        Assert.Equal([0, 5, 5], exits.Order());
        Assert.Equal(2, await database.ScalarAsync<int>("""select count(*) from "VersionInfo" """));
    }

    /// <summary>Lets another migrator do its work between the plan and the lock.</summary>
    private static InlineProgress OncePlanned(Func<Task> another) => new(happened =>
    {
        if (happened is MigrationProgress.Planned)
            Task.Run(another, Stop).GetAwaiter().GetResult();
    });
}

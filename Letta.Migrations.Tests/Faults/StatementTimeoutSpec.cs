using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public abstract class StatementTimeoutSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected abstract string Because { get; }

    [Fact]
    public async Task A_statement_that_runs_too_long_fails_its_revision()
    {
        await using var database = await engine.CreateInUseAsync();
        var runner = database.Runner(FaultSample.Slow, new MigrationOptions { StatementTimeout = TimeSpan.FromSeconds(1) });

        var error = await Assert.ThrowsAsync<RevisionFailedException>(() => runner.UpgradeAsync(cancellationToken: Stop));

        Assert.Equal($"Revision fffffffffff2 (sleeps) failed: {Because}.", error.What);
        Assert.Equal(0, await database.ScalarAsync<int>("select count(*) from target"));
    }
}

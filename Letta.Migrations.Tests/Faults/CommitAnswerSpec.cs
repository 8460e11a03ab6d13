using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Faults;

/// <summary>
/// A COMMIT that fails on its way, or on the downgrade: only the database knows whether it took place, even if the run was asked to
/// stop.
/// </summary>
public abstract class CommitAnswerSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="what">What the COMMIT ends.</param>
    /// <param name="committed">Whether the database committed, and only its answer is lost.</param>
    /// <param name="stopped">Whether the run was asked to stop meanwhile.</param>
    [Theory]
    [InlineData("revision", true, true)]
    [InlineData("revision", true, false)]
    [InlineData("revision", false, true)]
    [InlineData("empty database", true, true)]
    [InlineData("empty database", true, false)]
    [InlineData("empty database", false, true)]
    [InlineData("downgrade", true, true)]
    [InlineData("downgrade", true, false)]
    [InlineData("downgrade", false, true)]
    [InlineData("stamp", true, true)]
    [InlineData("stamp", true, false)]
    [InlineData("stamp", false, true)]
    [InlineData("adopt", true, true)]
    [InlineData("adopt", true, false)]
    [InlineData("adopt", false, true)]
    public async Task Run_says_that_it_committed_if_and_only_if_the_database_did(string what, bool committed, bool stopped)
    {
        await using var database = await (what == "revision" ? engine.CreateInUseAsync() : engine.CreateAsync());
        if (what is "downgrade" or "stamp" or "adopt")
            await database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop);
        if (what == "stamp") // The schema of head, recorded as that of the first.
            await database.ExecuteAsync($"""delete from "VersionInfo" where "Version" > {Sample.All.All[0].Version}""");
        if (what == "adopt") // The schema of head, recorded nowhere.
            await database.ExecuteAsync("""drop table "VersionInfo"; drop table letta_migration_ledger""");
        var before = await VersionsAsync(database);

        using var stop = new CancellationTokenSource();
        var failed = false;
        var patient
            = new MigrationOptions
            {
                Limits = new ConnectionLimits { LookUp = TimeSpan.FromMinutes(5) }
            }; // A busy machine is no lost answer.
        var runner = new MigrationRunner(database.Target, patient, NullLogger<MigrationRunner>.Instance, TimeProvider.System, Sample.All)
        {
            Observer = (sql, done) =>
            {
                if (failed || sql != "COMMIT" || done != committed)
                    return;

                failed = true;
                if (stopped)
                    stop.Cancel();
                throw new IOException("The answer is lost.");
            },
        };
        var reported = new List<long>();
        var progress = new InlineProgress(p =>
        {
            if (p is MigrationProgress.Committed { Revisions: var revisions })
                reported.AddRange(revisions.Select(r => r.Version));
        });

        var run = what switch
        {
            "downgrade" => runner.DowngradeAsync("-1", progress, stop.Token),
            "stamp" => runner.StampAsync("head", unverified: false, progress, stop.Token),
            "adopt" => runner.AdoptAsync(progress: progress, cancellationToken: stop.Token),
            _ => runner.UpgradeAsync("head", progress, stop.Token),
        };
        if (stopped)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        else
            await run;

        var after = await VersionsAsync(database);
        Assert.True(failed);
        Assert.Equal(before.Except(after).Concat(after.Except(before)).Order(), reported.Order());
        Assert.Equal(committed, reported.Count > 0);
    }

    private static async Task<IReadOnlyList<long>> VersionsAsync(TestDatabase database)
    {
        var applied = await database.Runner(Sample.All).HistoryAsync(cancellationToken: Stop);
        return [.. applied.Where(h => h.AppliedAt is not null).Select(h => h.Revision.Version)];
    }
}

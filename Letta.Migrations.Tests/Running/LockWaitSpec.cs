using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Running;

/// <summary>Runs that meet at the lock of one database.</summary>
public abstract class LockWaitSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_runners_at_once_apply_every_revision_once()
    {
        await using var database = await engine.CreateAsync();

        var results = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Task.Run(() => database.Runner(Sample.All).UpgradeAsync(cancellationToken: Stop), Stop)));

        Assert.Equal(3, results.Sum(r => r.Applied.Count));
        Assert.Equal(3, await database.ScalarAsync<int>("select count(*) from letta_migration_ledger"));
    }

    [Fact]
    public async Task An_older_build_that_waited_for_a_newer_one_is_content_if_newer_is_allowed()
    {
        await using var database = await engine.CreateAsync();
        var newer = DatabaseEngine.For(
            database.Target, new EngineOptions { LockTimeout = TimeSpan.FromSeconds(1), StatementTimeout = TimeSpan.Zero });
        Task<MigrationResult> older;
        await using (var held = await newer.OpenLockAsync(Stop))
        {
            Assert.True(await held.TryTakeAsync(Stop));
            var waits = new TaskCompletionSource();
            older = database.Runner(Sample.FirstTwo, new MigrationOptions { AllowNewer = true }).UpgradeAsync(
                progress: new InlineProgress(p => _ = p is MigrationProgress.WaitingForLock && waits.TrySetResult()),
                cancellationToken: Stop);
            await waits.Task.WaitAsync(Stop);

            // What the newer build leaves behind.
            await database.ExecuteAsync("""
                create table "VersionInfo" ("Version" bigint not null, "AppliedOn" timestamp, "Description" varchar(1024));
                insert into "VersionInfo" ("Version") values (20250101000000), (20250102000000), (20250103000000);
                create table alembic_version (version_num varchar(32) not null);
                insert into alembic_version values ('aaaaaaaaaaa3')
                """);
        }

        Assert.Empty((await older).Applied);
    }

    /// <summary>The server may not have ended the session yet of a migrator that has ended.</summary>
    [Fact]
    public async Task A_lock_that_is_free_in_an_instant_is_waited_for_in_silence()
    {
        await using var database = await engine.CreateAsync();
        var other = DatabaseEngine.For(
            database.Target, new EngineOptions { LockTimeout = TimeSpan.FromSeconds(1), StatementTimeout = TimeSpan.Zero });
        var held = await other.OpenLockAsync(Stop);
        Assert.True(await held.TryTakeAsync(Stop));
        var waits = new TaskCompletionSource();
        var reported = new List<MigrationProgress>();
        var run = new MigrationRunner(
            database.Target,
            new MigrationOptions(),
            NullLogger<MigrationRunner>.Instance,
            new InstantTime(() => waits.TrySetResult()),
            Sample.All).UpgradeAsync(progress: new InlineProgress(reported.Add), cancellationToken: Stop);

        await waits.Task.WaitAsync(Stop);
        await held.DisposeAsync();
        await run;

        Assert.DoesNotContain(reported, p => p is MigrationProgress.WaitingForLock);
    }

    /// <summary>A clock that stands, so that every wait is the first, and that tells when somebody waits.</summary>
    private sealed class InstantTime(Action waits) : TimeProvider
    {
        public override long GetTimestamp() => 1;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            waits();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}

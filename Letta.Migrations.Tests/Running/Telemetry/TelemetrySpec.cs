using System.Diagnostics;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Running.Telemetry;

/// <summary>What listeners of the process hear of runs, on an engine.</summary>
public abstract class TelemetrySpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upgrade_is_a_span_and_each_revision_one_below_it()
    {
        await using var database = await engine.CreateAsync();
        using var heard = new Listener();

        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal("letta-migrate upgrade", heard.Run.DisplayName);
        Assert.Equal(
            ("base", "aaaaaaaaaaa3", 3, 0),
            (
                heard.Run.GetTagItem("letta.migrations.from"),
                heard.Run.GetTagItem("letta.migrations.to"),
                heard.Run.GetTagItem("letta.migrations.steps"),
                heard.Run.GetTagItem("letta.migrations.exit_code")));
        Assert.Equal(["upgrade aaaaaaaaaaa1", "upgrade aaaaaaaaaaa2", "upgrade aaaaaaaaaaa3"], heard.Revisions.Select(r => r.DisplayName));
        Assert.All(heard.Revisions, r =>
        {
            Assert.Equal(
                (ActivityKind.Client, "committed", "upgrade"),
                (r.Kind, r.GetTagItem("letta.migrations.outcome"), r.GetTagItem("db.operation.name")));
            Assert.Equal(database.Target.Engine == "sqlite" ? "sqlite" : "postgresql", r.GetTagItem("db.system.name"));
            Assert.Equal(database.Target is PostgresTarget, r.GetTagItem("server.address") is not null);
            Assert.InRange(r.StartTimeUtc + r.Duration, heard.Run.StartTimeUtc, heard.Run.StartTimeUtc + heard.Run.Duration);
        });
    }

    [Fact]
    public async Task Upgrade_is_counted_and_measured()
    {
        await using var database = await engine.CreateInUseAsync();
        using var heard = new Listener();

        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal([1, 1, 1], heard.ValuesOf("letta.migrations.revisions"));
        Assert.Equal([3, 2, 1, 0], heard.ValuesOf("letta.migrations.pending"));
        Assert.Equal(3, heard.ValuesOf("letta.migrations.revision.duration").Count);
        Assert.Single(heard.ValuesOf("letta.migrations.run.duration"));
        Assert.Single(heard.ValuesOf("letta.migrations.lock.wait"));
    }

    [Fact]
    public async Task Nothing_to_do_is_a_run_without_a_lock()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        using var heard = new Listener();

        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);

        Assert.Empty(heard.Revisions);
        Assert.Equal(["letta.migrations.pending", "letta.migrations.run.duration"], heard.Figures.Select(f => f.Name));
    }

    [Theory]
    [InlineData(false, "rolled_back")]
    [InlineData(true, "committed")]
    public async Task Failure_is_reported_by_its_kind_and_says_what_became_of_the_revisions_before(bool inUse, string before)
    {
        await using var database = inUse ? await engine.CreateInUseAsync() : await engine.CreateAsync();
        using var heard = new Listener();

        await Assert.ThrowsAsync<RevisionFailedException>(
            () => database.Runner(TestHistory.Named("failing")).UpgradeAsync(cancellationToken: Stop));

        Assert.Equal(
            (ActivityStatusCode.Error, null, 1, "RevisionFailed"),
            (
                heard.Run.Status,
                heard.Run.StatusDescription,
                heard.Run.GetTagItem("letta.migrations.exit_code"),
                heard.Run.GetTagItem("error.type")));
        Assert.Equal([before, "failed"], heard.Revisions.Select(r => r.GetTagItem("letta.migrations.outcome")));
        Assert.Equal([ActivityStatusCode.Unset, ActivityStatusCode.Error], heard.Revisions.Select(r => r.Status));
        Assert.Equal("RevisionFailed", heard.Figures.Single(f => f.Name == "letta.migrations.run.duration").Tags["error.type"]);
    }

    [Fact]
    public async Task Backfill_counts_its_rows_and_batches_and_shows_no_value()
    {
        await using var database = await engine.CreateAsync();
        var revisions = TestHistory.Named("secret");
        await database.Runner(revisions).UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into oauth (id, access_token) values ('a', 'kanarie-1'), ('b', 'kanarie-2')");
        await database.Runner(revisions).UpgradeAsync(cancellationToken: Stop);
        using var heard = new Listener();

        await database.Runner(revisions, new MigrationOptions { EncryptionKey = new("kanarie-key") })
            .BackfillAsync(cancellationToken: Stop);

        Assert.Equal("letta-migrate backfill", heard.Run.DisplayName);
        Assert.Equal(2, heard.ValuesOf("letta.migrations.backfill.rows").Sum());
        Assert.True(heard.ValuesOf("letta.migrations.backfill.batches").Sum() >= 1);
        Assert.DoesNotContain("kanarie", heard.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_of_a_backfill_is_a_span()
    {
        await using var database = await engine.CreateAsync();
        var revisions = TestHistory.Named("filling-due");
        await database.Runner(revisions).UpgradeAsync(cancellationToken: Stop);
        using var heard = new Listener();

        await database.Runner(revisions).RetryBackfillAsync(cancellationToken: Stop);

        Assert.Equal(("letta-migrate backfill retry", 0), (heard.Run.DisplayName, heard.Run.GetTagItem("letta.migrations.exit_code")));
        Assert.Equal("backfill retry", Assert.Single(heard.Figures).Tags["letta.migrations.operation"]);
    }

    [Fact]
    public async Task Reset_is_a_span_with_the_revisions_of_the_new_database_below_it()
    {
        await using var database = await engine.CreateAsync();
        var runner = database.Runner(TestHistory.Named("good"));
        await runner.UpgradeAsync(cancellationToken: Stop);
        using var heard = new Listener();

        await runner.ResetAsync(database.Target.Hosts, (_, _) => Task.CompletedTask, progress: null, Stop);

        Assert.Equal(("letta-migrate reset", 0), (heard.Run.DisplayName, heard.Run.GetTagItem("letta.migrations.exit_code")));
        Assert.Equal(
            ("base", "aaaaaaaaaaa3"), (heard.Run.GetTagItem("letta.migrations.from"), heard.Run.GetTagItem("letta.migrations.to")));
        Assert.Equal(["reset aaaaaaaaaaa1", "reset aaaaaaaaaaa2", "reset aaaaaaaaaaa3"], heard.Revisions.Select(r => r.DisplayName));
        Assert.Equal(0, heard.ValuesOf("letta.migrations.pending")[^1]);
    }

    [Fact]
    public async Task Reset_that_is_refused_is_a_span_with_its_exit_code()
    {
        await using var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        using var heard = new Listener();

        await Assert.ThrowsAsync<ConfigurationException>(() => database.Runner(TestHistory.Named("good")).ResetAsync(
            database.Target.Hosts, (_, _) => throw new ConfigurationException("No.", "Say yes."), progress: null, Stop));

        Assert.Equal(("letta-migrate reset", 2), (heard.Run.DisplayName, heard.Run.GetTagItem("letta.migrations.exit_code")));
    }

    [Fact]
    public async Task Waiting_for_head_is_a_span_with_its_exit_code()
    {
        await using var database = await engine.CreateInUseAsync();
        using var heard = new Listener();

        await Assert.ThrowsAsync<UnexpectedDatabaseException>(
            () => database.Runner(TestHistory.Named("good")).WaitAsync(TimeSpan.Zero, cancellationToken: Stop));

        Assert.Equal(("letta-migrate wait", 5), (heard.Run.DisplayName, heard.Run.GetTagItem("letta.migrations.exit_code")));
    }
}

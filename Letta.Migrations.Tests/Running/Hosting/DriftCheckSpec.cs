using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Letta.Migrations.Tests.Running.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Letta.Migrations.Tests.Running.Hosting;

/// <summary>A database compared with what its recorded revisions make, on an engine.</summary>
public abstract class DriftCheckSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_as_its_revisions_made_it_has_no_difference()
    {
        await using var database = await engine.CreateAtAsync(LettaMigrations.Revisions.Head!.ForeignId!);

        var report = await database.Runner().FindDriftAsync(Stop);

        Assert.Equal((LettaMigrations.Revisions.Head, null), (report.At, report.NotCompared));
        Assert.Empty(report.Differences);
    }

    [Fact]
    public async Task Every_change_by_hand_is_a_line()
    {
        await using var database = await AtHeadAsync();
        await database.ExecuteAsync("alter table plums add column by_hand integer");
        await database.ExecuteAsync("create index by_hand_index on pears (id)");
        await database.ExecuteAsync("drop table apples");

        var report = await database.Runner(TestHistory.Named("good")).FindDriftAsync(Stop);

        Assert.Collection(
            report.Differences,
            line => Assert.Equal("missing  table \"apples\"", line),
            line => Assert.Equal("extra    index \"by_hand_index\" (id) of \"pears\"", line),
            line => Assert.StartsWith("extra    column \"by_hand\" integer", line, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Table_of_somebody_else_is_none_of_its_business()
    {
        await using var database = await AtHeadAsync();
        await database.ExecuteAsync("create table somebodys (id integer)");

        Assert.Empty((await database.Runner(TestHistory.Named("good")).FindDriftAsync(Stop)).Differences);
    }

    [Fact]
    public async Task Difference_that_was_accepted_is_not_reported()
    {
        await using var database = await AtHeadAsync();
        await database.ExecuteAsync("create index by_hand on pears (id)");
        await database.ExecuteAsync("create index by_hand_later on pears (id)");
        await database.ExecuteAsync("""
            insert into letta_migration_ledger (version, alembic_id, name, direction, started_at, tool_version, applied_by)
            values (20300101000002, 'aaaaaaaaaaa2', 'extra    index "by_hand" (id) of "pears"', 'drift', '2030-01-01 00:00:00', '0', 'somebody')
            """);

        var report = await database.Runner(TestHistory.Named("good")).FindDriftAsync(Stop);

        Assert.Equal(["extra    index \"by_hand_later\" (id) of \"pears\""], report.Differences);
    }

    [Fact]
    public async Task Database_that_is_behind_is_compared_with_the_revision_that_it_is_at()
    {
        await using var database = await AtHeadAsync();
        var runner = database.Runner(TestHistory.Named("good"));
        Assert.Empty((await runner.FindDriftAsync(Stop)).Differences);
        await runner.DowngradeAsync("-1", cancellationToken: Stop);

        var report = await runner.FindDriftAsync(Stop);

        Assert.Equal("aaaaaaaaaaa2", report.At?.ForeignId);
        Assert.Empty(report.Differences);
    }

    [Fact]
    public async Task Database_of_a_newer_build_is_not_compared()
    {
        await using var database = await AtHeadAsync();

        var report = await database.Runner(TestHistory.Named("older")).FindDriftAsync(Stop);

        Assert.EndsWith(" was migrated by a newer build.", report.NotCompared, StringComparison.Ordinal);
        Assert.Empty(report.Differences);
    }

    [Fact]
    public async Task Database_without_a_record_is_not_compared()
    {
        await using var database = await engine.CreateAsync();
        await database.ExecuteAsync("create table somebodys (id integer)");

        var report = await database.Runner(TestHistory.Named("good")).FindDriftAsync(Stop);

        Assert.EndsWith(" is not recorded.", report.NotCompared, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number_of_differences_is_measured_at_every_comparison_of_a_host()
    {
        await using var database = await AtHeadAsync();
        using var heard = new Listener();
        var time = new FakeTimeProvider();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var loop = new HostedDriftCheck(
            database.Runner(TestHistory.Named("good")), NullLogger.Instance, TimeSpan.FromHours(1), time);
        var running = loop.RunAsync(stop.Token);
        while (heard.ValuesOf("letta.migrations.drift").Count < 1)
            await Task.Delay(10, Stop);

        await database.ExecuteAsync("create index by_hand on pears (id)");
        while (heard.ValuesOf("letta.migrations.drift").Count < 2)
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Delay(10, Stop);
        }

        await stop.CancelAsync();
        await running;
        Assert.Equal([0, 1], heard.ValuesOf("letta.migrations.drift").Take(2));
    }

    private async Task<TestDatabase> AtHeadAsync()
    {
        var database = await engine.CreateAsync();
        await database.Runner(TestHistory.Named("good")).UpgradeAsync(cancellationToken: Stop);
        return database;
    }
}

public sealed class PostgresDriftCheckTests(PostgresEngine engine) : DriftCheckSpec(engine);

public sealed class SqliteDriftCheckTests(SqliteEngine engine) : DriftCheckSpec(engine);

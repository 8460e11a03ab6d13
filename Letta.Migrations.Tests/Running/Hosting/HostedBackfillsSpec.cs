using Letta.Migrations.Running;
using Letta.Migrations.Tests.Child.Histories;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Letta.Migrations.Tests.Running.Hosting;

/// <summary>The backfills that a host runs beside its own work, on an engine.</summary>
public abstract class HostedBackfillsSpec(TestEngine engine)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backfill_that_becomes_due_while_the_host_runs_is_carried_out()
    {
        await using var database = await engine.CreateAsync();
        var runner = database.Runner(TestHistory.Named("filling-due"));
        await runner.UpgradeAsync("+1", cancellationToken: Stop);
        await database.ExecuteAsync("insert into items (id, value) values (1, 1), (2, 2)");
        await runner.UpgradeAsync(cancellationToken: Stop);
        await runner.PauseBackfillAsync(cancellationToken: Stop);
        var time = new FakeTimeProvider();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = new HostedBackfills(runner, NullLogger.Instance, TimeSpan.FromMinutes(1), time).RunAsync(stop.Token);

        await runner.ResumeBackfillAsync(cancellationToken: Stop);
        while (await database.ScalarAsync<string>("select state from letta_migration_backfill") != "done")
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, Stop);
        }

        await stop.CancelAsync();
        await running;
        Assert.Equal(["1|2"], await database.RowsAsync("select changed, count(*) from items group by changed"));
    }
}

public sealed class PostgresHostedBackfillsTests(PostgresEngine engine) : HostedBackfillsSpec(engine);

public sealed class SqliteHostedBackfillsTests(SqliteEngine engine) : HostedBackfillsSpec(engine);

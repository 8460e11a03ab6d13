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
        var time = new RestingTime();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = new HostedBackfills(runner, NullLogger.Instance, TimeSpan.FromMinutes(1), time).RunAsync(stop.Token);
        await time.Rests.WaitAsync(Stop); // It has looked once, when the backfill was paused.

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

    private sealed class RestingTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource _rests = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when somebody has begun to wait by this clock.</summary>
        public Task Rests => _rests.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _rests.TrySetResult();
            return timer;
        }
    }
}

public sealed class PostgresHostedBackfillsTests(PostgresEngine engine) : HostedBackfillsSpec(engine);

public sealed class SqliteHostedBackfillsTests(SqliteEngine engine) : HostedBackfillsSpec(engine);

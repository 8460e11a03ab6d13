using Letta.Migrations.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>
/// Brings the database to its target in <see cref="StartingAsync"/>: a host calls that on all of its services before it calls
/// <see cref="IHostedService.StartAsync"/> on the first, whatever their order and even when services start concurrently. In the background,
/// where the application wants that: then a failure stops the host, and leaves it by way of <see cref="StopAsync"/>.
/// </summary>
internal sealed class MigrationStartupService(
    MigrationStartupSettings settings,
    MigrationReadiness readiness,
    IHostApplicationLifetime lifetime,
    ILogger<MigrationRunner> logger,
    TimeProvider? time = null) : IHostedLifecycleService
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private Task<IReadOnlyList<HostedLoop>> _migrated = Task.FromResult<IReadOnlyList<HostedLoop>>([]);
    private Task _working = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        using var signals = new StopSignals();
        var startup = await EndingAsync(signals, () => Task.FromResult(Read()));
        if (startup.InBackground)
            _migrated = Task.Run(() => InBackgroundAsync(startup), CancellationToken.None);
        else
            _migrated = Task.FromResult(await MigrateAsync(startup, signals, cancellationToken));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _working = Task.Run(WorkAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Ends when nothing is migrated any more, and with the batch that is under way in a backfill: it is saved, and others or the next
    /// start go on from there. A host that is stopped before its database is at its target has failed.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _migrated;
        await Task.WhenAny(_working, Task.Delay(Timeout.Infinite, cancellationToken));
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads the configuration only at the start, so that a mistake in it ends the process like any other failure.</summary>
    private MigrationStartupOptions Read()
    {
        settings.Definition.Product.Validate();
        var startup = new MigrationStartupOptions(
            new MigrationOptionsReader(settings.Definition.Product).Read(settings.Configuration), settings.Definition.Revisions());
        settings.Configure?.Invoke(startup);
        return startup;
    }

    /// <summary>What the host does beside its own work from now on: nothing, if its database does not reach its target.</summary>
    private async Task WorkAsync()
    {
        await ((Task)_migrated).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Who started it reports its failure.
        if (_migrated.IsCompletedSuccessfully)
            await Task.WhenAll((await _migrated).Select(loop => loop.RunAsync(lifetime.ApplicationStopping)));
    }

    private async Task<IReadOnlyList<HostedLoop>> InBackgroundAsync(MigrationStartupOptions startup)
    {
        using var signals = new StopSignals();
        try
        {
            return await MigrateAsync(startup, signals, lifetime.ApplicationStopping);
        }
        catch (Exception e)
        {
            Log.HostIsStopped(logger, e);
            lifetime.StopApplication();
            throw;
        }
    }

    /// <summary>Returns what the host is to do beside its own work.</summary>
    private async Task<IReadOnlyList<HostedLoop>> MigrateAsync(
        MigrationStartupOptions startup, StopSignals signals, CancellationToken cancellationToken)
    {
        var (runner, result) = await EndingAsync(signals, async () =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, signals.Token);
            var runner = new MigrationRunner(
                startup.Target ?? settings.Definition.Targets.Read(settings.Configuration),
                startup.Options,
                logger,
                _time,
                startup.Revisions);
            return (runner, await runner.UpgradeAsync(startup.To, startup.Progress, stop.Token));
        });
        readiness.Verified(result);
        startup.Reached?.Invoke(result);
        return [.. Loops(startup, runner)];
    }

    private IEnumerable<HostedLoop> Loops(MigrationStartupOptions startup, MigrationRunner runner)
    {
        if (startup.RunsBackfills)
            yield return new HostedBackfills(runner, logger, startup.BackfillInterval, _time);
        if (startup.CheckInterval is { } interval)
            yield return new HostedDriftCheck(runner, logger, interval, _time);
    }

    /// <summary>Whatever ends it early ends the process with the documented exit code.</summary>
    private async Task<T> EndingAsync<T>(StopSignals signals, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (MigrationException e)
        {
            readiness.Failed(e.What);
            throw Failure(e.Code, e.What, e.Next, e);
        }
        catch (OperationCanceledException e) when (signals.Code is not null || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            var code = signals.Code ?? ExitCode.Terminated;
            var unknown = e.InnerException is CommitUnknownException u ? $" {u.What}" : "";
            throw Failure(
                code, $"Stopped by {StopSignals.Name(code)} before the database was at its target.{unknown}", "Start again to go on.", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failure(
                ExitCode.RevisionFailed,
                $"An unexpected {e.GetType().Name} stopped the migrations.",
                "Its details are in the inner exception.",
                e);
        }
    }

    private MigrationStartupException Failure(ExitCode code, string what, string next, Exception inner)
    {
        var failure
            = new MigrationStartupException(code, what, next, inner) { Started = lifetime.ApplicationStarted.IsCancellationRequested };
        UnhandledStartupFailure.ExitsWithItsCode(failure);
        return failure;
    }
}

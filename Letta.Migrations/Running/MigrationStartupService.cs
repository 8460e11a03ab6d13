using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>
/// Brings the database to its target in <see cref="StartingAsync"/>: a host calls that on all of its services before it calls
/// <see cref="IHostedService.StartAsync"/> on the first, whatever their order and even when services start concurrently.
/// </summary>
internal sealed class MigrationStartupService(
    MigrationStartupSettings settings,
    IHostApplicationLifetime lifetime,
    ILogger<MigrationRunner> logger) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private MigrationRunner? _backfills;
    private Task _running = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        using var signals = new StopSignals();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, signals.Token);
        try
        {
            await MigrateAsync(stop.Token);
        }
        catch (MigrationException e)
        {
            throw Failure(e.Code, e.What, e.Next, e);
        }
        catch (OperationCanceledException e) when (signals.Code is not null || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            var code = signals.Code ?? ExitCode.Terminated;
            throw Failure(code, $"Stopped by {StopSignals.Name(code)} before the database was at its target.", "Start again to go on.", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failure(ExitCode.RevisionFailed, $"An unexpected {e.GetType().Name} stopped the migrations.", "Its details are in the inner exception.", e);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_backfills is { } runner)
            _running = Task.Run(() => RunBackfillsAsync(runner), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Ends with the batch that is under way; it is saved, and others or the next start go on from there.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_running, Task.Delay(Timeout.Infinite, cancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads the configuration only now, so that a mistake in it ends the process like any other failure.</summary>
    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var startup = new MigrationStartupOptions(MigrationOptionsReader.Read(settings.Configuration));
        settings.Configure?.Invoke(startup);
        var target = TargetReader.Read(settings.Configuration);
        var runner = new MigrationRunner(target, startup.Options, logger, TimeProvider.System, startup.Revisions);
        await runner.UpgradeAsync(startup.To, progress: null, cancellationToken);
        _backfills = startup.RunsBackfills ? runner : null;
    }

    private async Task RunBackfillsAsync(MigrationRunner runner)
    {
        try
        {
            await runner.BackfillAsync(cancellationToken: _stopping.Token);
        }
        catch (MigrationException e)
        {
            Log.HostBackfillsFailed(logger, e.What, e.Next);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops; what is done is committed.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.HostBackfillsFailed(logger, $"An unexpected {e.GetType().Name} ended them.", "letta backfill run shows it in full.");
        }
    }

    public void Dispose() => _stopping.Dispose();

    private static MigrationStartupException Failure(ExitCode code, string what, string next, Exception inner)
    {
        var failure = new MigrationStartupException(code, what, next, inner);
        UnhandledStartupFailure.ExitsWithItsCode(failure);
        return failure;
    }
}

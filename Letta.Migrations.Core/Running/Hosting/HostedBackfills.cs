using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>The due backfills of a host that runs them beside its own work. What goes wrong with one is logged; the host goes on.</summary>
internal sealed class HostedBackfills(MigrationProduct product, IHostApplicationLifetime lifetime, ILogger<MigrationRunner> logger)
{
    /// <summary>Begins when the database was brought to its target; does nothing if that fails, or if there is no runner.</summary>
    public Task RunAsync(Task<MigrationRunner?> migrated) => migrated.IsCompletedSuccessfully && migrated.Result is null
        ? Task.CompletedTask
        : Task.Run(() => RunAfterAsync(migrated), CancellationToken.None);

    private async Task RunAfterAsync(Task<MigrationRunner?> migrated)
    {
        await ((Task)migrated).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Who started it tells of its failure.
        if (!migrated.IsCompletedSuccessfully || await migrated is not { } runner)
            return;

        try
        {
            await runner.BackfillAsync(cancellationToken: lifetime.ApplicationStopping);
        }
        catch (MigrationException e)
        {
            Log.HostBackfillsFailed(logger, e.What, e.Next);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The host stops; what is done is committed.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.HostBackfillsFailed(
                logger, $"An unexpected {e.GetType().Name} ended them.", $"{product.CommandName} backfill run shows it in full.");
        }
    }
}

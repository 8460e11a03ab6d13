using Letta.Migrations.Backfills;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>
/// The due backfills of a host that runs them beside its own work: when it starts, and whenever one becomes due later, because it was
/// resumed, or because a revision of another release left it to be done.
/// </summary>
internal sealed class HostedBackfills(MigrationRunner runner, ILogger logger, TimeSpan interval, TimeProvider time)
    : HostedLoop(interval, time)
{
    private bool _looked;

    protected override async Task ActAsync(CancellationToken stopping)
    {
        // Later looks are one short query: what is due is recorded.
        if (_looked && !(await runner.StandAsync(progress: null, stopping)).State.Backfills.Any(b => b.State == BackfillState.Due))
            return;

        _looked = true;
        await runner.BackfillAsync(cancellationToken: stopping);
    }

    protected override void Failed(string what, string? next)
        => Log.HostBackfillsFailed(logger, what, next ?? $"{runner.Target.Product.CommandName} backfill run shows it in full.");
}

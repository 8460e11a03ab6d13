using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// What a host does again and again beside its own work, once its database is at its target. What goes wrong is logged, once for as long as
/// it stays the same, and the host goes on.
/// </summary>
/// <param name="interval">How long it rests after each time.</param>
/// <param name="time">The clock.</param>
internal abstract class HostedLoop(TimeSpan interval, TimeProvider time)
{
    /// <summary>How seldom what fails again and again is tried at least.</summary>
    private static readonly TimeSpan SlowestRetry = TimeSpan.FromHours(1);

    private string? _failure;

    /// <summary>Ends when the host stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var rest = interval;
        while (!stopping.IsCancellationRequested)
        {
            var failure = await TryAsync(stopping);
            if (stopping.IsCancellationRequested)
                return; // What is done is committed.

            rest = failure is null || failure != _failure ? interval : Longer(rest);
            _failure = failure;
            await Task.Delay(rest, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does it once.</summary>
    protected abstract Task ActAsync(CancellationToken stopping);

    /// <summary>Logs what went wrong.</summary>
    protected abstract void Failed(string what, string? next);

    /// <summary>What went wrong; null if nothing did.</summary>
    private async Task<string?> TryAsync(CancellationToken stopping)
    {
        var (what, next) = ("", (string?)null);
        try
        {
            await ActAsync(stopping);
            return null;
        }
        catch (MigrationException e)
        {
            (what, next) = (e.What, e.Next);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            what = $"An unexpected {e.GetType().Name}.";
        }

        if (what != _failure)
            Failed(what, next);
        return what;
    }

    private TimeSpan Longer(TimeSpan rest)
        => interval >= SlowestRetry ? interval : rest * 2 < SlowestRetry ? rest * 2 : SlowestRetry;
}

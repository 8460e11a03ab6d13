using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>A session on which work can be stopped: FluentMigrator is synchronous, so its work has a thread of its own.</summary>
/// <param name="session">The session.</param>
/// <param name="first">The revision that an error belongs to before any is carried out.</param>
/// <param name="held">The lock; work stops when it is lost.</param>
/// <param name="logger">Is told what happens.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class LegSession(
    IRevisionSession session, RevisionInfo first, IMigrationLock held, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
{
    /// <summary>The revision that is carried out, or was last: an error belongs to it.</summary>
    public RevisionInfo Revision { get; set; } = first;

    /// <summary>True if something still uses the session that did not listen when it was told to stop.</summary>
    public bool Abandoned { get; private set; }

    /// <exception cref="DatabaseUnreachableException">The lock was lost meanwhile.</exception>
    public async Task RunAsync(Action<IRevisionSession> work)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        session.Processor.Stopping = stop.Token;
        var running = Task.Run(() => work(session), CancellationToken.None);
        try
        {
            await running.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await StopAsync(running);
            if (!cancellationToken.IsCancellationRequested)
                await held.EnsureHeldAsync(CancellationToken.None); // Throws: it was lost.
            throw;
        }
    }

    /// <summary>
    /// Stops the statement that is running. One cancellation may fall between two statements, so it is repeated; a revision that does not
    /// listen (its own code in Execute.WithConnection) is abandoned in time for the process to end within its grace period.
    /// </summary>
    private async Task StopAsync(Task running)
    {
        var patience = TimeSpan.FromSeconds(3);
        var begun = time.GetTimestamp();
        while (!running.IsCompleted && time.GetElapsedTime(begun) < patience)
        {
            try
            {
                await session.CancelAsync().WaitAsync(TimeSpan.FromSeconds(1), time);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.CancelFailed(logger, e.GetType().Name); // The server notices by itself that this process is gone.
            }

            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(250), time));
        }

        Abandoned = !running.IsCompleted; // The process is about to end.
    }
}

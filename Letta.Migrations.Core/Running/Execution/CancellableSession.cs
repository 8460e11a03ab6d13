using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>A session on which work can be stopped: FluentMigrator is synchronous, so its work has a thread of its own.</summary>
/// <param name="session">The session.</param>
/// <param name="first">The revision that an error belongs to before any is carried out.</param>
/// <param name="held">The lock; work stops when it is lost.</param>
/// <param name="context">What the run works with.</param>
/// <param name="cancellationToken">Stops the work.</param>
internal sealed class CancellableSession(
    IRevisionSession session, RevisionInfo first, IMigrationLock held, RunContext context, CancellationToken cancellationToken)
{
    /// <summary>The revision that is carried out, or was last: an error belongs to it.</summary>
    public RevisionInfo Revision { get; set; } = first;

    /// <summary>True if something still uses the session after its cancellation.</summary>
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
    /// Commits. A stop cancels no COMMIT that is on its way; but neither does a run that is to stop wait for an answer that does not come.
    /// </summary>
    /// <exception cref="Exception">Whatever it is, it does not tell whether the commit took place.</exception>
    public async Task CommitAsync()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        var committing = Task.Run(session.Commit, CancellationToken.None);
        await Task.WhenAny(committing, Task.Delay(Timeout.Infinite, stop.Token));
        if (!await EndsAsync(committing, Patience))
            session.Abort();
        Abandoned = !await EndsAsync(committing, Aborted);
        await (Abandoned ? throw new TimeoutException("The commit was not answered.") : committing);
    }

    /// <summary>
    /// Stops the statement that is running. One cancellation may fall between two statements, so it is repeated; then the connection is
    /// closed. A revision that does not listen even so (its own code in Execute.WithConnection) is abandoned in time for the process to end
    /// within its grace period.
    /// </summary>
    private async Task StopAsync(Task running)
    {
        var begun = context.Time.GetTimestamp();
        while (!running.IsCompleted && context.Time.GetElapsedTime(begun) < Patience)
        {
            try
            {
                await session.CancelAsync().WaitAsync(TimeSpan.FromSeconds(1), context.Time);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.CancelFailed(context.Logger, e.GetType().Name); // The server notices by itself that this process is gone.
            }

            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(250), context.Time));
        }

        if (!running.IsCompleted)
            session.Abort();
        Abandoned = !await EndsAsync(running, Aborted); // The process is about to end.
    }

    /// <summary>How long to wait for what was canceled.</summary>
    private TimeSpan Patience => context.Options.Limits.Stop;

    /// <summary>For what waited on a connection to notice that it is closed.</summary>
    private static TimeSpan Aborted => TimeSpan.FromSeconds(1);

    private async Task<bool> EndsAsync(Task task, TimeSpan within)
    {
        if (!task.IsCompleted)
            await Task.WhenAny(task, Task.Delay(within, context.Time));
        return task.IsCompleted;
    }
}

using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// The short transactions of a backfill, one after the other: begun behind the same fence as a revision's, committed only while the lock is
/// held. Where an application holds the rows for too long, a transaction is begun again, in a new session.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="held">The lock, taken.</param>
/// <param name="backfill">What is run.</param>
/// <param name="options">How patient to be.</param>
/// <param name="position">Where the database must stay while it runs.</param>
/// <param name="openSession">Opens a session, waiting for the database if need be.</param>
/// <param name="time">The clock.</param>
internal sealed class BackfillTransactions(
    IDatabaseEngine engine,
    IMigrationLock held,
    BackfillStatus backfill,
    MigrationOptions options,
    Position position,
    Func<CancellationToken, Task<IRevisionSession>> openSession,
    TimeProvider time) : IAsyncDisposable
{
    private IRevisionSession? _session;

    /// <summary>Does one piece of work and commits it. A stop is heeded between two of them, not within.</summary>
    /// <param name="work">The work, which may be done again.</param>
    /// <param name="cancellationToken">Stops before the work begins again.</param>
    /// <param name="undone">Called when the work was rolled back and will be done again.</param>
    public async Task<long> RunAsync(Func<RevisionProcessor, long> work, CancellationToken cancellationToken, Action? undone = null)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var session = _session ??= await openSession(cancellationToken);
                session.Processor.Stopping = held.Lost;
                var result = await Task.Run(
                    () =>
                    {
                        session.Begin(position, transactional: true);
                        return work(session.Processor);
                    },
                    CancellationToken.None);
                await held.EnsureHeldAsync(CancellationToken.None);
                await Task.Run(session.Commit, CancellationToken.None);
                return result;
            }
            catch (Exception e)
            {
                _session?.Rollback();
                await DisposeAsync();
                cancellationToken.ThrowIfCancellationRequested();
                if (held.Lost.IsCancellationRequested)
                    await held.EnsureHeldAsync(CancellationToken.None); // Throws, and says so.
                if (!engine.IsLockTimeout(e))
                    throw Told(e);
                if (time.GetElapsedTime(begun) >= options.LockRetryBudget)
                    throw StillLocked(e);
                undone?.Invoke();
                await Task.Delay(Backoff.Next(attempt), time, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null)
            await _session.DisposeAsync();
        _session = null;
    }

    private LockNotObtainedException StillLocked(Exception e)
        => new(
            $"Rows of \"{backfill.Table}\" could not be locked within {options.LockRetryBudget.TotalSeconds:0.#} s: {held.Blocker ?? "another session"} holds them.",
            "Wait for that session or end it, then run the same command again: what is done stays done.",
            e);

    private MigrationException Told(Exception e)
        => engine.Explain(e) ?? new RevisionFailedException(
            $"The backfill \"{backfill.Name}\" failed: {(ExceptionChain.Find<StatementFailedException>(e)?.InnerException ?? e).Message.TrimEnd('.')}.",
            "Mend what it stumbled over, then run the same command again: what is done stays done.",
            e);
}

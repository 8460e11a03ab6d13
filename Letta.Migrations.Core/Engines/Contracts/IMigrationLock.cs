namespace Letta.Migrations.Engines;

/// <summary>
/// The lock that lets one migrator write. It belongs to the operating system or to a server session, never to a row: it is gone
/// the moment its process is.
/// </summary>
internal interface IMigrationLock : IAsyncDisposable
{
    /// <summary>
    /// Takes the lock if it is free. Never blocks: a waiter that blocks inside the server deadlocks with CREATE INDEX CONCURRENTLY.
    /// </summary>
    Task<bool> TryTakeAsync(CancellationToken cancellationToken);

    /// <summary>Who holds the lock, as far as the engine tells.</summary>
    Task<string?> HolderAsync(CancellationToken cancellationToken);

    /// <summary>Cancelled when the lock was lost while it was believed to be held.</summary>
    CancellationToken Lost { get; }

    /// <summary>Asks whether the lock is still held. Called right before every commit.</summary>
    /// <exception cref="Letta.Migrations.Errors.DatabaseUnreachableException">It is not.</exception>
    Task EnsureHeldAsync(CancellationToken cancellationToken);

    /// <summary>Who was last seen to block the revision that is running; null if nobody was.</summary>
    string? Blocker { get; }
}

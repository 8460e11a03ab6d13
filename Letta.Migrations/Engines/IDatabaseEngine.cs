using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines;

/// <summary>What a run needs of a database, whichever engine it is on.</summary>
internal interface IDatabaseEngine
{
    /// <summary>Reads where the database is, on a connection of its own, without writing, locking or creating anything.</summary>
    Task<DatabaseState> ReadStateAsync(CancellationToken cancellationToken);

    /// <summary>Prepares to take the lock that keeps every other migrator out; it is not taken yet.</summary>
    Task<IMigrationLock> OpenLockAsync(CancellationToken cancellationToken);

    /// <summary>Opens the connection that revisions run on.</summary>
    /// <param name="held">The lock, taken.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    Task<IRevisionSession> OpenSessionAsync(IMigrationLock held, CancellationToken cancellationToken);

    /// <summary>What an error of the driver means to a user; null for one that says nothing but that a statement failed.</summary>
    MigrationException? Explain(Exception error);

    /// <summary>Whether an error means that the database is not there yet, or is full: waiting may help.</summary>
    bool IsTransient(Exception error);

    /// <summary>Whether an error means that somebody else held a lock on a table or the file for too long: trying again may help.</summary>
    bool IsLockTimeout(Exception error);

    /// <summary>What to tell a user whose revision hit the lock timeout until the budget was spent; <paramref name="left"/> says what is left of it.</summary>
    MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last);
}

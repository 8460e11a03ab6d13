using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines;

/// <summary>What an error of an engine's driver means.</summary>
internal interface IDatabaseErrors
{
    /// <summary>What an error means to a user; null for one that says nothing but that a statement failed.</summary>
    MigrationException? TranslateError(Exception error);

    /// <summary>Whether an error is about what a row holds, in a word that tells nothing of it (an SQLSTATE); null if it is not.</summary>
    string? ClassifyRowError(Exception error);

    /// <summary>What the engine says of an error, in its own words and without the driver's advice.</summary>
    string Describe(Exception error) => error.Message;

    /// <summary>Whether an error means that the server is there, but not the database.</summary>
    bool IsDatabaseMissing(Exception error) => false;

    /// <summary>Whether an error means that the database is not there yet, or is full: waiting may help.</summary>
    bool IsTransient(Exception error);

    /// <summary>Whether an error means that somebody else held a lock on a table or the file for too long: trying again may help.</summary>
    bool IsLockTimeout(Exception error);

    /// <summary>
    /// What to tell a user whose revision hit the lock timeout until the budget was spent; <paramref name="left"/> says what is left of it.
    /// </summary>
    MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last);
}

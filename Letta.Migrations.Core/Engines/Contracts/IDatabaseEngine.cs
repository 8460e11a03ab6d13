using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines;

/// <summary>What a run needs of a database, whichever engine it is on.</summary>
internal interface IDatabaseEngine
{
    /// <summary>Which database it is.</summary>
    DatabaseTarget Target { get; }

    /// <summary>Reads where the database is, on a connection of its own, without writing, locking or creating anything.</summary>
    Task<RecordedState> ReadStateAsync(CancellationToken cancellationToken);

    /// <summary>Looks at the rows through a processor, on a connection of its own; whoever looks does not write.</summary>
    Task<T> LookAsync<T>(Func<RevisionProcessor, T> look, CancellationToken cancellationToken);

    /// <summary>Creates the database; that somebody else creates it at the same time is as good.</summary>
    /// <exception cref="PrerequisiteMissingException">The role may not.</exception>
    Task CreateDatabaseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Prepares to take the lock that keeps every other migrator out; it is not taken yet.</summary>
    Task<IMigrationLock> OpenLockAsync(CancellationToken cancellationToken);

    /// <summary>Opens the connection that revisions run on.</summary>
    /// <param name="held">The lock, taken.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    Task<IRevisionSession> OpenSessionAsync(IMigrationLock held, CancellationToken cancellationToken);

    /// <summary>Opens a connection that backfills work on.</summary>
    Task<BackfillConnection> OpenBackfillAsync(CancellationToken cancellationToken);

    /// <summary>Whether an error is about what a row holds, in a word that tells nothing of it (an SQLSTATE); null if it is not.</summary>
    string? ClassifyRowError(Exception error);

    /// <summary>Reads what the database holds, on a connection of its own, without writing, locking or creating anything.</summary>
    Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken);

    /// <summary>The differences between two schemas that matter on this engine for a database that Alembic made.</summary>
    IReadOnlyList<Difference> Compare(DatabaseSchema expected, DatabaseSchema actual);

    /// <summary>
    /// All differences between two schemas, those included that <see cref="Compare"/> takes for another way of building the same.
    /// </summary>
    IReadOnlyList<Difference> CompareClosely(DatabaseSchema expected, DatabaseSchema actual);

    /// <summary>
    /// Whether a revision of another tool that failed leaves a part of itself behind: true where its DDL is in no transaction.
    /// </summary>
    bool CompanionLeavesHalves { get; }

    /// <summary>
    /// Whether foreign keys are enforced whoever writes, so that only one that is added can meet rows that refer to no row.
    /// </summary>
    bool EnforcesForeignKeys { get; }

    /// <summary>Opens an empty shadow of the database.</summary>
    /// <exception cref="PrerequisiteMissingException">The role may not.</exception>
    Task<IShadow> OpenShadowAsync(CancellationToken cancellationToken);

    /// <summary>What an error of the driver means to a user; null for one that says nothing but that a statement failed.</summary>
    MigrationException? TranslateError(Exception error);

    /// <summary>Whether an error means that the server is there, but not the database.</summary>
    bool IsDatabaseMissing(Exception error) => false;

    /// <summary>What the engine says of an error, in its own words and without the driver's advice.</summary>
    string Describe(Exception error) => error.Message;

    /// <summary>Whether an error means that the database is not there yet, or is full: waiting may help.</summary>
    bool IsTransient(Exception error);

    /// <summary>Whether an error means that somebody else held a lock on a table or the file for too long: trying again may help.</summary>
    bool IsLockTimeout(Exception error);

    /// <summary>
    /// What to tell a user whose revision hit the lock timeout until the budget was spent; <paramref name="left"/> says what is left of it.
    /// </summary>
    MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last);

    /// <summary>
    /// What <see cref="ClearAsync"/> would drop, and roughly how much that is; on a connection of its own, without writing.
    /// </summary>
    Task<DatabaseContents> ReadContentsAsync(CancellationToken cancellationToken);

    /// <summary>Drops everything that is in the schema or in the file, whoever made it: all of it, or nothing. Extensions stay.</summary>
    /// <param name="held">The lock, taken.</param>
    /// <param name="cancellationToken">Stops it, and then nothing was dropped.</param>
    Task ClearAsync(IMigrationLock held, CancellationToken cancellationToken);
}

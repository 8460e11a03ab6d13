using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines;

/// <summary>What a run needs of a database, whichever engine it is on.</summary>
internal interface IDatabaseEngine
{
    /// <summary>Which database it is.</summary>
    DatabaseTarget Target { get; }

    /// <summary>What an error of its driver means.</summary>
    IDatabaseErrors Errors { get; }

    /// <summary>How a database that another tool made is compared.</summary>
    IAdoptionRules AdoptionRules { get; }

    /// <summary>
    /// Whether foreign keys are enforced whoever writes, so that only one that is added can meet rows that refer to no row.
    /// </summary>
    bool EnforcesForeignKeys { get; }

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

    /// <summary>Reads what the database holds, on a connection of its own, without writing, locking or creating anything.</summary>
    Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A schema as it is held against an expected one: what is the same as expected in spite of its spelling is spelled as expected.
    /// </summary>
    DatabaseSchema Align(DatabaseSchema actual, DatabaseSchema expected) => actual;

    /// <summary>Opens an empty shadow of the database.</summary>
    /// <exception cref="PrerequisiteMissingException">The role may not.</exception>
    Task<IShadow> OpenShadowAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What <see cref="ClearAsync"/> would drop, and roughly how much that is; on a connection of its own, without writing.
    /// </summary>
    Task<DatabaseContents> ReadContentsAsync(CancellationToken cancellationToken);

    /// <summary>Drops everything that is in the schema or in the file, whoever made it: all of it, or nothing. Extensions stay.</summary>
    /// <param name="held">The lock, taken.</param>
    /// <param name="cancellationToken">Stops it, and then nothing was dropped.</param>
    Task ClearAsync(IMigrationLock held, CancellationToken cancellationToken);
}

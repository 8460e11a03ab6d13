using Letta.Migrations.Backfills;
using Letta.Migrations.Engines.Sqlite.Adopting;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>A SQLite database file, for the runner.</summary>
internal sealed class SqliteDatabaseEngine(
    SqliteTarget target, TimeSpan lockTimeout, StatementLimit limit, StatementObserver? observer) : IDatabaseEngine
{
    private readonly OwnTables _own = target.Product.Tables;

    public DatabaseTarget Target => target;

    public Task<RecordedState> ReadStateAsync(CancellationToken cancellationToken)
        => SqliteStateReader.ReadAsync(target, lockTimeout, cancellationToken);

    public async Task<T> LookAsync<T>(Func<RevisionProcessor, T> look, CancellationToken cancellationToken)
    {
        await using var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        return look(new SqliteRevisionProcessor(SqliteFunctions.AddTo(connection), _own, observer: null) { Limit = limit });
    }

    public Task<IMigrationLock> OpenLockAsync(CancellationToken cancellationToken)
        => Task.FromResult<IMigrationLock>(new SqliteLock(target));

    public async Task<IRevisionSession> OpenSessionAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: true);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new SqliteSession(connection, target, limit, observer);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<BackfillConnection> OpenBackfillAsync(CancellationToken cancellationToken)
    {
        var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: false);
        try
        {
            await connection.OpenAsync(cancellationToken);
            SqliteFunctions.AddTo(connection);
            // BEGIN IMMEDIATE: what is read in it nobody else changes before the commit.
            return new BackfillConnection(
                connection, SqliteBackfills.Dialect(_own), () => connection.BeginTransaction(deferred: false), observer);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public string? ClassifyRowError(Exception error) => SqliteErrors.ClassifyRowError(error);

    public async Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        if (!SqliteFile.Exists(target))
            return DatabaseSchema.Empty;

        await using var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        return SqliteCatalogReader.Read(new SqliteRevisionProcessor(connection, _own, observer: null).Snapshot());
    }

    public IReadOnlyList<Difference> Compare(DatabaseSchema expected, DatabaseSchema actual) => Drift.Of(expected, actual, _own.Companion);

    public IReadOnlyList<Difference> CompareClosely(DatabaseSchema expected, DatabaseSchema actual)
        => Drift.AndDetails(expected, actual, _own.Companion);

    /// <summary>Python's driver commits before every statement that changes a table.</summary>
    public bool CompanionLeavesHalves => true;

    /// <summary>Only where a client switches it on.</summary>
    public bool EnforcesForeignKeys => false;

    public async Task<IShadow> OpenShadowAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=False;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return new SqliteShadow(connection, _own);
    }

    public MigrationException? TranslateError(Exception error) => SqliteErrors.TranslateError(error, target);

    public bool IsTransient(Exception error) => SqliteErrors.IsBusy(error);

    public bool IsLockTimeout(Exception error) => SqliteErrors.IsBusy(error);

    public MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last)
        => SqliteErrors.Locked(target, $" for longer than {budget.TotalSeconds:0.#} s while revision {revision} waited", last);

    public async Task<DatabaseContents> ReadContentsAsync(CancellationToken cancellationToken)
    {
        if (!SqliteFile.Exists(target))
            return DatabaseContents.None;

        await using var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        return await SqliteContents.ReadAsync(connection, cancellationToken);
    }

    public async Task ClearAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        if (!SqliteFile.Exists(target))
            return;

        await using var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        try
        {
            await SqliteContents.ClearAsync(connection, observer, cancellationToken);
        }
        catch (SqliteException)
        {
            // An error at the commit does not tell whether it took place; the file does, to whoever opens it next.
            await connection.CloseAsync();
            if ((await ReadContentsAsync(cancellationToken)).Tables.Count > 0)
                throw;
        }
    }
}

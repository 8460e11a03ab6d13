using Letta.Migrations.Backfills;
using Letta.Migrations.Engines.Sqlite.Adopting;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>A SQLite database file, for the runner.</summary>
internal sealed class SqliteDatabaseEngine(SqliteTarget target, EngineOptions options) : IDatabaseEngine
{
    private readonly OwnTables _own = target.Product.Tables;
    private readonly StatementLimit _limit = new(options.StatementTimeout, options.Time);

    public DatabaseTarget Target => target;

    public IDatabaseErrors Errors { get; } = new SqliteErrors(target);

    public IAdoptionRules AdoptionRules { get; } = new SqliteAdoptionRules(target.Product.Companion);

    /// <summary>Only where a client switches it on.</summary>
    public bool EnforcesForeignKeys => false;

    public DatabaseSchema Align(DatabaseSchema actual, DatabaseSchema expected) => SqliteEquivalence.Align(actual, expected);

    public Task<RecordedState> ReadStateAsync(CancellationToken cancellationToken)
        => SqliteStateReader.ReadAsync(target, options.LockTimeout, cancellationToken);

    public async Task<T> LookAsync<T>(Func<RevisionProcessor, T> look, CancellationToken cancellationToken)
    {
        await using var connection = SqliteConnector.Create(target, options.LockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        return look(new SqliteRevisionProcessor(SqliteFunctions.AddTo(connection), _own, observer: null) { Limit = _limit });
    }

    public Task<IMigrationLock> OpenLockAsync(CancellationToken cancellationToken)
        => Task.FromResult<IMigrationLock>(new SqliteLock(target));

    public async Task<IRevisionSession> OpenSessionAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        var connection = SqliteConnector.Create(target, options.LockTimeout, mayCreate: true);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new SqliteSession(connection, target, _limit, options.Observer);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<BackfillConnection> OpenBackfillAsync(CancellationToken cancellationToken)
    {
        var connection = SqliteConnector.Create(target, options.LockTimeout, mayCreate: false);
        try
        {
            await connection.OpenAsync(cancellationToken);
            SqliteFunctions.AddTo(connection);
            // BEGIN IMMEDIATE: what is read in it nobody else changes before the commit.
            return new BackfillConnection(
                connection, SqliteBackfills.Dialect(_own), () => connection.BeginTransaction(deferred: false), options.Observer);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        if (!SqliteFile.Exists(target))
            return DatabaseSchema.Empty;

        await using var connection = SqliteConnector.Create(target, options.LockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        return SqliteCatalogReader.Read(new SqliteRevisionProcessor(connection, _own, observer: null).Snapshot());
    }

    public async Task<IShadow> OpenShadowAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=False;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return new SqliteShadow(connection, _own);
    }

    public async Task<DatabaseContents> ReadContentsAsync(CancellationToken cancellationToken)
    {
        if (!SqliteFile.Exists(target))
            return DatabaseContents.None;

        await using var connection = SqliteConnector.Create(target, options.LockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        return await SqliteContents.ReadAsync(connection, cancellationToken);
    }

    public async Task ClearAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        if (!SqliteFile.Exists(target))
            return;

        await using var connection = SqliteConnector.Create(target, options.LockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        try
        {
            await SqliteContents.ClearAsync(connection, options.Observer, cancellationToken);
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

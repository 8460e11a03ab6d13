using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>A Postgres database, for the runner.</summary>
internal sealed class PostgresDatabaseEngine(PostgresTarget target, TimeSpan lockTimeout, TimeSpan statementTimeout, StatementObserver? observer, TimeProvider time)
    : IDatabaseEngine
{
    private readonly PostgresConnector _connector = new(target, time);
    private SchemaTrust? _trust;

    /// <summary>Whether a look found tables of the bookkeeping missing: to ask for them again and again would fill the server's log with errors.</summary>
    private bool _incomplete;

    /// <summary>How long a batch of a backfill should take; null for as long as a lock timeout.</summary>
    public TimeSpan? BatchTarget { get; init; }

    /// <summary>Hears what an administrator should know of; null for nobody.</summary>
    public Action<EngineWarning>? Warn { get; init; }

    private SchemaTrust Trust => _trust ??= new SchemaTrust(target, Warn);

    /// <summary>
    /// How long a batch waits for a row that an application holds, before it lets go of the rows that it has and begins again. Shorter than
    /// <c>deadlock_timeout</c> (1 s): whoever waits for both never comes to be the victim that the server chooses.
    /// </summary>
    private TimeSpan BatchLockTimeout => BatchTarget is { } target
        ? TimeSpan.FromMilliseconds(Math.Min(lockTimeout.TotalMilliseconds, Math.Clamp(target.TotalMilliseconds, 50, 500)))
        : lockTimeout;

    public async Task<DatabaseState> ReadStateAsync(CancellationToken cancellationToken)
    {
        var (source, connection) = _connector.ToLook();
        await using var first = source;
        await using var last = connection;
        await _connector.ConnectAsync(connection, cancellationToken);
        if (!_incomplete && await PostgresStateLook.ReadAsync(connection, _connector, cancellationToken) is { } complete)
            return complete;

        _incomplete = true;
        var schema = await _connector.PinSchemaAsync(connection, cancellationToken);
        return await PostgresStateReader.ReadAsync(connection, schema, cancellationToken) with { Unsupported = _connector.TooOld(connection) };
    }

    public bool IsDatabaseMissing(Exception error) => PostgresErrors.SqlState(error) == Npgsql.PostgresErrorCodes.InvalidCatalogName;

    public Task CreateDatabaseAsync(CancellationToken cancellationToken)
        => new DatabaseCreation(_connector).RunAsync(lockTimeout, statementTimeout, cancellationToken);

    public async Task<T> LookAsync<T>(Func<RevisionProcessor, T> look, CancellationToken cancellationToken)
    {
        var (connection, schema) = await _connector.OpenAsync(cancellationToken, toRead: true);
        await using (connection)
        {
            await Trust.CheckAsync(connection, writes: false, cancellationToken);
            return look(new PostgresRevisionProcessor(connection, schema, observer: null));
        }
    }

    public async Task<IMigrationLock> OpenLockAsync(CancellationToken cancellationToken)
    {
        var (connection, schema) = await _connector.OpenAsync(cancellationToken);
        return new PostgresLock(connection, PostgresLockKey.For(schema), lockTimeout, time);
    }

    public async Task<IRevisionSession> OpenSessionAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        var migrator = (PostgresLock)held;
        var (connection, schema) = await _connector.OpenAsync(cancellationToken, migrator.Connection);
        var session = new PostgresSession(connection, schema, migrator, _connector, observer);
        try
        {
            await session.SetTimeoutsAsync(lockTimeout, statementTimeout, cancellationToken);
            await Trust.CheckAsync(connection, writes: true, cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async Task<BackfillConnection> OpenBackfillAsync(CancellationToken cancellationToken)
    {
        var (connection, _) = await _connector.OpenAsync(cancellationToken);
        try
        {
            await PostgresSession.SetTimeoutsAsync(connection, BatchLockTimeout, statementTimeout, cancellationToken);
            await PostgresSession.PinTextsAsync(connection, cancellationToken);
            await Trust.CheckAsync(connection, writes: true, cancellationToken);
            return new BackfillConnection(connection, BackfillDialect.Postgres, connection.BeginTransaction, observer);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public string? RowFault(Exception error) => PostgresErrors.RowFault(error);

    public async Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        var (connection, schema) = await _connector.OpenAsync(cancellationToken);
        await using (connection)
        {
            await using var look = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
            return new PostgresCatalogReader(connection, schema).Read();
        }
    }

    public IReadOnlyList<Difference> Compare(DatabaseSchema expected, DatabaseSchema actual) => SchemaComparison.Compare(expected, actual);

    public IReadOnlyList<Difference> CompareClosely(DatabaseSchema expected, DatabaseSchema actual) => Compare(expected, actual);

    public bool AlembicLeavesHalves => false;

    public async Task<IShadow> OpenShadowAsync(CancellationToken cancellationToken)
    {
        var (connection, _) = await _connector.OpenAsync(cancellationToken);
        try
        {
            await Trust.CheckAsync(connection, writes: false, cancellationToken);
            return PostgresShadow.Open(connection, target, statementTimeout);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public MigrationException? Explain(Exception error) => PostgresErrors.Explain(error, target, _connector.Farewell);

    public string Describe(Exception error) => PostgresErrors.Describe(error);

    public bool IsTransient(Exception error) => PostgresErrors.IsTransient(error);

    public bool IsLockTimeout(Exception error) => PostgresErrors.IsLockTimeout(error);

    public MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last)
        => new LockNotObtainedException(
            $"Revision {revision} could not lock a table within {budget.TotalSeconds:0.#} s of tries of {lockTimeout.TotalSeconds:0.#} s each: "
            + $"{blocker ?? "another session"} holds it.",
            $"Wait for that session or end it (select pg_terminate_backend(pid)), then run the same command again; {left}.",
            last);

    public async Task<DatabaseContents> ReadContentsAsync(CancellationToken cancellationToken)
    {
        var (connection, schema) = await _connector.OpenAsync(cancellationToken);
        await using (connection)
            return await PostgresContents.ReadAsync(connection, schema, cancellationToken);
    }

    public async Task ClearAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        var migrator = (PostgresLock)held;
        var (connection, schema) = await _connector.OpenAsync(cancellationToken, migrator.Connection);
        await using (connection)
            await PostgresContents.ClearAsync(connection, schema, migrator, lockTimeout, observer, cancellationToken);
    }
}

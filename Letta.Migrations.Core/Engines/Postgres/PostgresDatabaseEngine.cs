using System.Data;
using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>A Postgres database, for the runner.</summary>
internal sealed class PostgresDatabaseEngine(
    PostgresTarget target,
    TimeSpan lockTimeout,
    TimeSpan statementTimeout,
    StatementObserver? observer,
    TimeProvider time,
    ConnectionLimits? limits = null) : IDatabaseEngine
{
    private readonly PostgresConnector _connector = new(target, time, limits);
    private readonly OwnTables _own = target.Product.Tables;
    private SchemaTrust? _trust;

    /// <summary>
    /// Whether a look found tables of the bookkeeping missing: to ask for them again and again would fill the server's log with errors.
    /// </summary>
    private bool _incomplete;

    public DatabaseTarget Target => target;

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

    public async Task<RecordedState> ReadStateAsync(CancellationToken cancellationToken)
    {
        var (source, connection) = _connector.ToLook();
        await using var first = source;
        await using var last = connection;
        await _connector.ConnectAsync(connection, cancellationToken);
        if (!_incomplete && await new PostgresStateLook(_own).ReadAsync(connection, _connector, cancellationToken) is { } complete)
            return complete;

        _incomplete = true;
        return await new PostgresStateReader(connection, _connector, _own).ReadAsync(cancellationToken) with
        {
            Unsupported = _connector.TooOld(connection)
        };
    }

    public bool IsDatabaseMissing(Exception error) => PostgresErrors.SqlState(error) == Npgsql.PostgresErrorCodes.InvalidCatalogName;

    public Task CreateDatabaseAsync(CancellationToken cancellationToken)
        => new DatabaseCreation(_connector).RunAsync(lockTimeout, statementTimeout, cancellationToken);

    public async Task<T> LookAsync<T>(Func<RevisionProcessor, T> look, CancellationToken cancellationToken)
    {
        await using var opened = await OpenLookAsync(IsolationLevel.ReadCommitted, anyAge: true, cancellationToken);
        await Trust.CheckAsync(opened.Connection, writes: false, opened.Pin, cancellationToken);
        return look(opened.Processor(_own));
    }

    public async Task<IMigrationLock> OpenLockAsync(CancellationToken cancellationToken)
    {
        var (connection, schema) = await _connector.OpenAsync(cancellationToken);
        return new PostgresLock(connection, PostgresLockKey.For(schema, target.Product), lockTimeout, _connector.Limits, time);
    }

    public async Task<IRevisionSession> OpenSessionAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        var migrator = (PostgresLock)held;
        var (connection, schema) = await OpenBesideAsync(migrator, cancellationToken);
        var session = new PostgresSession(connection, schema, migrator, _connector, lockTimeout, observer, time);
        try
        {
            await session.SetTimeoutsAsync(statementTimeout, cancellationToken);
            await Trust.CheckAsync(connection, writes: true, pin: null, cancellationToken);
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
            await Trust.CheckAsync(connection, writes: true, pin: null, cancellationToken);
            return new BackfillConnection(connection, PostgresBackfills.Dialect(_own), connection.BeginTransaction, observer)
            {
                Watch = Watch(connection),
                Record = () => PostgresCommit.Of(connection, _connector, time) is { } commit ? commit.OutcomeAsync : null,
            };
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private Task<(NpgsqlConnection Connection, string Schema)> OpenBesideAsync(PostgresLock held, CancellationToken cancellationToken)
        => held.Lost.IsCancellationRequested ? throw PostgresLock.LostException() : _connector.OpenAsync(cancellationToken, held.Server);

    private async Task<PostgresLook> OpenLookAsync(IsolationLevel level, bool anyAge, CancellationToken cancellationToken)
    {
        var look = await _connector.OpenLookAsync(level, anyAge, cancellationToken);
        return look with { Watch = Watch(look.Connection) };
    }

    /// <summary>For a connection beside which there is no lock's: it is asked on another one, when the answer takes long.</summary>
    private AnswerWatch Watch(NpgsqlConnection connection)
        => new(connection, _connector, _connector.Beside(connection), time);

    public string? ClassifyRowError(Exception error) => PostgresErrors.ClassifyRowError(error);

    public async Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        await using var opened = await OpenLookAsync(IsolationLevel.RepeatableRead, anyAge: false, cancellationToken);
        return opened.Catalog(_own).Read();
    }

    public IReadOnlyList<Difference> Compare(DatabaseSchema expected, DatabaseSchema actual) => SchemaComparison.Compare(expected, actual);

    public IReadOnlyList<Difference> CompareClosely(DatabaseSchema expected, DatabaseSchema actual) => Compare(expected, actual);

    public bool CompanionLeavesHalves => false;

    public bool EnforcesForeignKeys => true;

    public async Task<IShadow> OpenShadowAsync(CancellationToken cancellationToken)
    {
        var opened = await OpenLookAsync(IsolationLevel.ReadCommitted, anyAge: false, cancellationToken);
        try
        {
            await Trust.CheckAsync(opened.Connection, writes: false, opened.Pin, cancellationToken);
            return PostgresShadow.Open(opened, target, statementTimeout);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public MigrationException? TranslateError(Exception error)
        => PostgresErrors.TranslateError(error, target, _connector.Farewell, _connector.LostAnswer);

    public string Describe(Exception error) => PostgresErrors.Describe(error);

    public bool IsTransient(Exception error) => PostgresErrors.IsTransient(error);

    public bool IsLockTimeout(Exception error) => PostgresErrors.IsLockTimeout(error);

    public MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last)
        => new LockNotObtainedException(
            $"Revision {revision} could not lock a table within {budget.TotalSeconds:0.#} s of tries of {lockTimeout.TotalSeconds:0.#} s "
                + $"each: "
            + $"{blocker ?? "another session"} holds it.",
            $"Wait for that session or end it (select pg_terminate_backend(pid)), then run the same command again; {left}.",
            last);

    public async Task<DatabaseContents> ReadContentsAsync(CancellationToken cancellationToken)
    {
        await using var opened = await OpenLookAsync(IsolationLevel.ReadCommitted, anyAge: false, cancellationToken);
        return await PostgresContents.ReadAsync(opened.Connection, opened.Schema, cancellationToken);
    }

    public async Task ClearAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        var migrator = (PostgresLock)held;
        var (connection, schema) = await OpenBesideAsync(migrator, cancellationToken);
        await using (connection)
        await using (new AnswerWatch(connection, _connector, migrator, time))
            await new PostgresClearing(connection, schema, migrator, _connector, observer, time).RunAsync(lockTimeout, cancellationToken);
    }
}

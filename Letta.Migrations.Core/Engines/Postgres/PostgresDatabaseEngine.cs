using System.Data;
using Letta.Migrations.Backfills;
using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>A Postgres database, for the runner.</summary>
internal sealed class PostgresDatabaseEngine(PostgresTarget target, EngineOptions options) : IDatabaseEngine
{
    private readonly PostgresConnector _connector = new(target, options.Time, options.Limits);
    private readonly OwnTables _own = target.Product.Tables;

    /// <summary>
    /// Whether a look found tables of the bookkeeping missing: to ask for them again and again would fill the server's log with errors.
    /// </summary>
    private bool _incomplete;

    public DatabaseTarget Target => target;

    public IDatabaseErrors Errors => field ??= new PostgresErrors(_connector, options.LockTimeout);

    public IAdoptionRules AdoptionRules { get; } = new PostgresAdoptionRules();

    public bool EnforcesForeignKeys => true;

    private SchemaTrust Trust => field ??= new SchemaTrust(target, options.Warn);

    /// <summary>
    /// How long a batch waits for a row that an application holds, before it lets go of the rows that it has and begins again. Shorter than
    /// <c>deadlock_timeout</c> (1 s): whoever waits for both never comes to be the victim that the server chooses.
    /// </summary>
    private TimeSpan BatchLockTimeout => options.BatchTarget is { } target
        ? TimeSpan.FromMilliseconds(Math.Min(options.LockTimeout.TotalMilliseconds, Math.Clamp(target.TotalMilliseconds, 50, 500)))
        : options.LockTimeout;

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

    public Task CreateDatabaseAsync(CancellationToken cancellationToken)
        => new DatabaseCreation(_connector).RunAsync(options.LockTimeout, options.StatementTimeout, cancellationToken);

    public async Task<T> LookAsync<T>(Func<RevisionProcessor, T> look, CancellationToken cancellationToken)
    {
        await using var opened = await OpenLookAsync(IsolationLevel.ReadCommitted, anyAge: true, cancellationToken);
        await Trust.CheckAsync(opened.Connection, writes: false, opened.Pin, cancellationToken);
        return look(opened.Processor(_own));
    }

    public async Task<IMigrationLock> OpenLockAsync(CancellationToken cancellationToken)
    {
        var (connection, schema) = await _connector.OpenAsync(cancellationToken);
        return new PostgresLock(connection, PostgresLockKey.For(schema, target.Product), options.LockTimeout, options.Limits, options.Time);
    }

    public async Task<IRevisionSession> OpenSessionAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        var migrator = (PostgresLock)held;
        var (connection, schema) = await OpenBesideAsync(migrator, cancellationToken);
        var session = new PostgresSession(connection, schema, migrator, _connector, options);
        try
        {
            await session.SetTimeoutsAsync(cancellationToken);
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
            await PostgresSession.SetTimeoutsAsync(connection, BatchLockTimeout, options.StatementTimeout, cancellationToken);
            await PostgresSession.PinTextsAsync(connection, cancellationToken);
            await Trust.CheckAsync(connection, writes: true, pin: null, cancellationToken);
            return new BackfillConnection(connection, PostgresBackfills.Dialect(_own), connection.BeginTransaction, options.Observer)
            {
                Watch = Watch(connection),
                Record = () => PostgresCommit.Identify(connection, _connector, options.Time) is { } commit ? commit.OutcomeAsync : null,
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
        => new(connection, _connector, _connector.Beside(connection), options.Time);

    public async Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        await using var opened = await OpenLookAsync(IsolationLevel.RepeatableRead, anyAge: false, cancellationToken);
        return opened.Catalog(_own).Read();
    }

    public async Task<IShadow> OpenShadowAsync(CancellationToken cancellationToken)
    {
        var opened = await OpenLookAsync(IsolationLevel.ReadCommitted, anyAge: false, cancellationToken);
        try
        {
            await Trust.CheckAsync(opened.Connection, writes: false, opened.Pin, cancellationToken);
            return PostgresShadow.Open(opened, target, options.StatementTimeout);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

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
        await using (new AnswerWatch(connection, _connector, migrator, options.Time))
            await new PostgresClearing(connection, schema, migrator, _connector, options).RunAsync(cancellationToken);
    }
}

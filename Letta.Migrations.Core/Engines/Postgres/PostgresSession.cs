using FluentMigrator.Expressions;
using Letta.Migrations.Engines.Postgres.Online;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>The connection that revisions run on, with the server-side limits that also bind what a revision sends by itself.</summary>
internal sealed class PostgresSession(
    NpgsqlConnection connection, string schema, PostgresLock held, PostgresConnector connector, EngineOptions options) : IRevisionSession
{
    private readonly PostgresRevisionProcessor _processor = new(connection, schema, connector.Target.Product.Tables, options.Observer);
    private NpgsqlTransaction? _transaction;
    private bool _hasTables;
    private bool _fenced;
    private AnswerWatch? _watch;
    private PostgresCommit? _commit;

    public RevisionProcessor Processor => _processor;

    public string Schema => schema;

    public IRevisionStore Store => Records;

    public ISchemaAdoption Adoption => field ??= new PostgresAdoption(this);

    private RevisionStore Records
        => field ??= new RevisionStore(RevisionStoreDialect.Postgres(_processor.Own), connection, Writing, options.Observer);

    /// <summary>
    /// Sets the limits on the server, where they also bind Execute.WithConnection (FluentMigrator's own timeout does not), and lets the
    /// server notice within a second that this process is gone: without that, its locks outlive it until the statement ends.
    /// </summary>
    public async Task SetTimeoutsAsync(CancellationToken cancellationToken)
    {
        _watch = new AnswerWatch(connection, connector, held, options.Time) { InOwnCode = () => _processor.InOwnCode };
        await SetTimeoutsAsync(connection, options.LockTimeout, options.StatementTimeout, cancellationToken);
        held.Watched = connection.ProcessID;
    }

    /// <summary>
    /// Lets the server notice within half a minute that the machine of its client is gone or cut off, and not after two hours: until then,
    /// the session keeps its locks.
    /// </summary>
    public const string KeepAlive =
        "pg_catalog.set_config('tcp_keepalives_idle', '10', false), pg_catalog.set_config('tcp_keepalives_interval', '5', false), "
        + "pg_catalog.set_config('tcp_keepalives_count', '4', false), pg_catalog.set_config('tcp_user_timeout', '30000', false)";

    /// <summary>The same, for any connection.</summary>
    public static async Task SetTimeoutsAsync(
        NpgsqlConnection connection, TimeSpan lockTimeout, TimeSpan statementTimeout, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select pg_catalog.set_config('lock_timeout', $1, false), pg_catalog.set_config('statement_timeout', $2, false),
                   pg_catalog.set_config('timezone', 'UTC', false), {KeepAlive},
                   pg_catalog.set_config('client_connection_check_interval', '1000', false)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Milliseconds(lockTimeout) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Milliseconds(statementTimeout) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Keys are written down as text by one session and read by another: what a database or a role has set must not change a digit of it.
    /// In the style SQL a date is read as it was written only by a session with the same order of day and month.
    /// </summary>
    public static async Task PinTextsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select pg_catalog.set_config('extra_float_digits', '1', false), pg_catalog.set_config('datestyle', 'ISO, MDY', false),
                   pg_catalog.set_config('intervalstyle', 'postgres', false), pg_catalog.set_config('bytea_output', 'hex', false)
            """,
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public void Preflight(IEnumerable<IMigrationExpression> steps)
        => new PostgresPreflight(connection, schema, connector.Target).Check(steps);

    public T Look<T>(Func<RevisionProcessor, T> look)
    {
        Writing();
        try
        {
            Execute("set transaction read only");
            return look(_processor);
        }
        finally
        {
            Rollback();
        }
    }

    public IReadOnlyList<RevisionStep> Divide(IReadOnlyList<IMigrationExpression> expressions, bool inUse)
        => new OnlineSteps(schema, _processor.Own).Divide(expressions, inUse);

    public void Begin(AppliedPosition expected, bool transactional)
    {
        if (transactional)
            Writing();

        var fence = $"pg_catalog.pg_advisory{(transactional ? "_xact" : "")}_lock({held.Key.Fence}, {held.Key.Schema})";
        _commit = null;
        if (transactional)
            _commit = new PostgresCommit(
                connector, connection.ProcessID, Text($"select pg_catalog.pg_current_xact_id()::pg_catalog.text, {fence}"), options.Time);
        else
            Execute($"select {fence}");
        _fenced = !transactional;
        if (!_hasTables)
            Records.EnsureTables(_transaction);
        if (!Records.IsAt(expected, _transaction))
        {
            throw new UnexpectedDatabaseException(
                $"The revisions of {connector.Target} changed while this run was at work: somebody else writes to \"VersionInfo\".",
                "Make sure that only this tool migrates the database, then run the same command again.");
        }
    }

    public DatabaseSchema ReadSchema() => new PostgresCatalogReader(connection, schema, _processor.Own).Read();

    public void Finish()
    {
        CheckDeferredKeys();
        _processor.SendHeld();
    }

    public Task HandOver()
    {
        CheckDeferredKeys();
        return _processor.HandOver();
    }

    public void Commit()
    {
        _commit ??= PostgresCommit.Identify(connection, connector, options.Time);
        options.Observer?.Invoke("COMMIT", done: false);
        _transaction!.Commit();
        options.Observer?.Invoke("COMMIT", done: true);
        _hasTables = true;
        Forget();
        if (_fenced)
            Execute("select pg_catalog.pg_advisory_unlock_all()");
        _fenced = false;
    }

    public Task<bool?> CommittedAsync(CancellationToken cancellationToken)
        => _commit?.OutcomeAsync(cancellationToken) ?? Task.FromResult<bool?>(false);

    public void Abort() => ConnectionAbort.Abort(connection);

    public void Rollback()
    {
        _processor.Abandon();
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection is gone, and with it the transaction: the server has rolled back.
        }

        Forget();
    }

    public async Task CancelAsync()
    {
        try
        {
            await held.CancelBackendAsync(connection.ProcessID, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            // The lock's connection is gone; that is why this run stops, and no reason to leave its statement running.
            var (other, _) = await connector.OpenAsync(CancellationToken.None);
            await using (other)
            await using (var command = new NpgsqlCommand(
                "select pg_catalog.pg_cancel_backend($1)", other)
            { Parameters = { new() { Value = connection.ProcessID } } })
                await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        held.Watched = null;
        if (_watch is not null)
            await _watch.DisposeAsync();
        await connection.DisposeAsync();
    }

    /// <summary>
    /// Deferred keys are checked as a commit would: the next revision may be in the same transaction, and Postgres alters no table that has
    /// checks outstanding (55006).
    /// </summary>
    private void CheckDeferredKeys()
    {
        if (!_processor.MayDeferChecks || _transaction is null)
            return;

        _processor.Send("set constraints all immediate");
        _processor.Send("set constraints all deferred");
    }

    /// <summary>The transaction. What no transaction can hold is done by the time that something is written down about it.</summary>
    private NpgsqlTransaction Writing()
    {
        _transaction ??= connection.BeginTransaction();
        Processor.Transaction = _transaction;
        return _transaction;
    }

    private void Forget()
    {
        _transaction?.Dispose();
        _transaction = null;
        Processor.Transaction = null;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private string Text(string sql)
    {
        using var command = Command(sql);
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>The server ends the wait for the fence with the lock timeout; the answer to that has as long as any other.</summary>
    private NpgsqlCommand Command(string sql)
        => new(sql, connection, _transaction)
        {
            CommandTimeout = connection.CommandTimeout + (int)Math.Ceiling(options.LockTimeout.TotalSeconds),
        };

    private static string Milliseconds(TimeSpan limit) => ((long)limit.TotalMilliseconds).ToString();
}

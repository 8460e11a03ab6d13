using System.Data;
using System.Security.Authentication;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Opens connections of one purpose each: never pooled, so a lock, a setting or a role cannot outlive its connection.</summary>
internal sealed class PostgresConnector(PostgresTarget target, TimeProvider time, ConnectionLimits? limits = null)
{
    /// <summary>
    /// The oldest Postgres that revisions run on: 14 has neither NULLS NOT DISTINCT nor a schema that not everybody may create in.
    /// </summary>
    private const int OldestMajor = 15;

    /// <summary>Where an address sets no limit, or none at all: Npgsql's own defaults.</summary>
    private const int ConnectSeconds = 15, AnswerSeconds = 30, CancelMilliseconds = 2000;

    /// <summary>Seconds without a packet until TCP asks whether the peer is there, and between two such questions.</summary>
    private const int KeepAliveTime = 10, KeepAliveInterval = 5;

    private string? _path;

    /// <summary>The database that it connects to.</summary>
    public PostgresTarget Target => target;

    /// <summary>
    /// What the server said when it last ended a connection of ours. A server that is stopped at once says so as a warning (57P01, 57P02),
    /// not as the error of a statement; the driver then only sees the stream end.
    /// </summary>
    public PostgresNotice? Farewell { get; private set; }

    /// <summary>Why a connection of ours was closed whose answer did not arrive; null if none was.</summary>
    public string? LostAnswer { get; set; }

    public ConnectionLimits Limits { get; } = limits ?? ConnectionLimits.Default;

    /// <summary>Opens a connection and pins it to the schema that holds the tables.</summary>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <param name="beside">
    /// The very server that is wanted: where several hosts are given, one that failed over in between would not know of its lock.
    /// </param>
    /// <returns>The connection and the name of that schema.</returns>
    /// <exception cref="PrerequisiteMissingException">The schema does not exist, or the server is too old.</exception>
    /// <exception cref="ConfigurationException">A pooler sits between.</exception>
    public async Task<(NpgsqlConnection Connection, string Schema)> OpenAsync(
        CancellationToken cancellationToken, HostAndPort? beside = null)
    {
        var connection = Heard(new NpgsqlConnection(Settings(beside).ConnectionString));
        try
        {
            await ConnectAsync(connection, cancellationToken);
            if (TooOld(connection) is { } tooOld)
                throw tooOld;
            return (connection, await PinAsync(connection, forSession: true, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a connection; where the server's certificate was rejected, the error says why.</summary>
    public async Task ConnectAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (NpgsqlException e) when (ExceptionChain.Find<AuthenticationException>(e) is not null)
        {
            if (await UntrustedServer.TranslateErrorAsync(target, time, cancellationToken) is { } explained)
                throw explained;
            throw;
        }
    }

    /// <summary>
    /// Opens a connection for what only reads, or leaves nothing behind, in a transaction that is pinned to the schema: it needs no
    /// session, so that a pooler may sit between. Where that lets no transaction through, every query has to bring
    /// <see cref="PostgresLook.Pin"/> itself.
    /// </summary>
    /// <param name="level">What the transaction sees.</param>
    /// <param name="anyAge">True for a look that a server of any age can answer.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <exception cref="PrerequisiteMissingException">The schema does not exist, or the server is too old.</exception>
    public async Task<PostgresLook> OpenLookAsync(IsolationLevel level, bool anyAge, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenLookAsync(level, anyAge, transactional: true, cancellationToken);
        }
        catch (PostgresException e) when (PostgresErrorKinds.RefusesTransactions(e))
        {
            return await OpenLookAsync(level, anyAge, transactional: false, cancellationToken);
        }
    }

    private async Task<PostgresLook> OpenLookAsync(
        IsolationLevel level, bool anyAge, bool transactional, CancellationToken cancellationToken)
    {
        var connection = Heard(new NpgsqlConnection(Settings(beside: null).ConnectionString));
        try
        {
            await ConnectAsync(connection, cancellationToken);
            if (!anyAge && TooOld(connection) is { } tooOld)
                throw tooOld;
            var transaction = transactional ? await connection.BeginTransactionAsync(level, cancellationToken) : null;
            var schema = await PinAsync(connection, forSession: false, cancellationToken);
            return new PostgresLook(connection, transaction, schema, transactional ? null : $"set local search_path = {_path}");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks about the session of a connection over a new one each time: for one beside which there is no other.</summary>
    public ISessionMonitor Beside(NpgsqlConnection connection) => new NewConnections(this, Server(connection));

    /// <summary>The server that an open connection was made to. One that has broken does not know it any more: its port is 0.</summary>
    public static HostAndPort Server(NpgsqlConnection connection) => new(connection.Host!, connection.Port);

    /// <summary>
    /// A connection to look at what is of the server's own types: to load those of the database would be another round trip, for the
    /// driver's longest query. It pins nothing when it is opened; what it is asked begins with <see cref="Pin"/>, so that both are one
    /// round trip.
    /// </summary>
    /// <returns>The connection, not yet open, and what it comes from; dispose of both.</returns>
    public (NpgsqlDataSource Source, NpgsqlConnection Connection) ToLook()
    {
        var source = Looking(beside: null);
        return (source, Heard(source.CreateConnection()));
    }

    /// <summary>
    /// Nothing is read or run through a search path that others can write to (CVE-2018-1058): the schema, then pgvector's if it lives
    /// elsewhere. What it answers is for <see cref="PinnedAsync"/>.
    /// </summary>
    /// <param name="forSession">
    /// False to pin only the transaction, or what travels together: behind a pooler the next may get a session that others use.
    /// </param>
    public NpgsqlBatchCommand Pin(bool forSession)
    {
        var command = new NpgsqlBatchCommand(
            """
            select n.nspname, pg_catalog.pg_backend_pid(),
                   pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', pg_catalog.quote_ident(n.nspname),
                     (select pg_catalog.quote_ident(v.nspname) from pg_catalog.pg_extension e join pg_catalog.pg_namespace v on v.oid = e.extnamespace
                      where e.extname = 'vector' and v.oid <> n.oid)), $2),
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE')
            from pg_catalog.pg_namespace n where n.nspname = coalesce($1, pg_catalog.current_schema())
            """);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = target.Schema, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = !forSession });
        return command;
    }

    /// <summary>The name of the schema that <see cref="Pin"/> pinned the connection to.</summary>
    /// <exception cref="PrerequisiteMissingException">The schema does not exist, or the role may not use it.</exception>
    /// <exception cref="ConfigurationException">A session is needed, and a pooler sits between.</exception>
    public async Task<string> PinnedAsync(
        NpgsqlConnection connection, NpgsqlDataReader reader, bool forSession, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            var schema = target.Schema ?? "public";
            throw new PrerequisiteMissingException(
                $"The schema \"{schema}\" does not exist in {target.Display}, or the search path names none that does.",
                $"An administrator runs: CREATE SCHEMA \"{schema}\" AUTHORIZATION \"{target.Role}\";");
        }

        // A session lock is worthless when the next transaction runs in another server process. Directly connected, the two are equal; a
        // pooler hands out numbers of its own, in every mode, so that one that would keep the session cannot be known from one that would
        // not.
        if (forSession && connection.ProcessID != reader.GetInt32(1))
        {
            throw new ConfigurationException(
                $"{target.Display} is reached through a pooler, and what writes needs a session of Postgres itself.",
                $"Point {target.Source} at Postgres itself in place of {connection.Host}:{connection.Port}. To look works through a "
                    + $"pooler: {target.Product.CommandName} current, history, wait, ready.");
        }

        // A schema without it is skipped when names are looked up, and what is found then is of another schema: pgvector's.
        if (!reader.GetBoolean(3))
        {
            throw new PrerequisiteMissingException(
                $"The role \"{target.Role}\" may not use the schema \"{reader.GetString(0)}\" of {target.Display}.",
                $"An administrator runs: GRANT USAGE ON SCHEMA \"{reader.GetString(0)}\" TO \"{target.Role}\";");
        }

        _path = reader.GetString(2);
        return reader.GetString(0);
    }

    /// <summary>
    /// Opens a connection with the same settings to the database that every server has for such a purpose; pinned to no schema of that.
    /// </summary>
    public async Task<NpgsqlConnection> OpenMaintenanceAsync(CancellationToken cancellationToken)
    {
        var settings = Settings(beside: null);
        settings.Database = DatabaseCreation.Maintenance;
        var connection = Heard(new NpgsqlConnection(settings.ConnectionString));
        try
        {
            await connection.OpenAsync(cancellationToken);
            return TooOld(connection) is { } tooOld ? throw tooOld : connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>That the server is too old to be written to; null if it is not.</summary>
    public PrerequisiteMissingException? TooOld(NpgsqlConnection connection)
        => connection.PostgreSqlVersion is { Major: < OldestMajor } version
        ? new PrerequisiteMissingException(
            $"{target.Display} is Postgres {version}, and revisions need Postgres {OldestMajor} or newer; nothing was changed.",
            $"Upgrade the server to Postgres {OldestMajor} or newer, then run the same command again.")
        : null;

    private async Task<string> PinAsync(NpgsqlConnection connection, bool forSession, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Pin(forSession) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await PinnedAsync(connection, reader, forSession, cancellationToken);
    }

    private NpgsqlDataSource Looking(HostAndPort? beside)
        => new NpgsqlSlimDataSourceBuilder(Settings(beside).ConnectionString)
            .EnableTransportSecurity()
            .EnableIntegratedSecurity()
            .ConfigureTypeLoading(types => types.EnableTypeLoading(false))
            .Build();

    private NpgsqlConnectionStringBuilder Settings(HostAndPort? beside)
    {
        var settings = target.Settings();
        if (beside is { Port: { } port } server)
            (settings.Host, settings.Port, settings.TargetSessionAttributes) = (server.Host, port, null);
        settings.Pooling = false;
        settings.ApplicationName ??= target.Product.ServiceName;
        settings.IncludeErrorDetail = false;
        SetLimits(settings);
        return settings;
    }

    /// <summary>Zero means for ever to Npgsql, and nothing of ours waits for ever.</summary>
    private static void SetLimits(NpgsqlConnectionStringBuilder settings)
    {
        if (settings.Timeout == 0)
            settings.Timeout = ConnectSeconds;
        if (settings.CommandTimeout == 0)
            settings.CommandTimeout = AnswerSeconds;
        if (settings.CancellationTimeout == 0)
            settings.CancellationTimeout = CancelMilliseconds;
        settings.TcpKeepAlive = true;
        if (settings.TcpKeepAliveTime == 0)
            settings.TcpKeepAliveTime = KeepAliveTime;
        if (settings.TcpKeepAliveInterval == 0)
            settings.TcpKeepAliveInterval = KeepAliveInterval;
    }

    private NpgsqlConnection Heard(NpgsqlConnection connection)
    {
        (Farewell, LostAnswer) = (null, null);
        connection.Notice += (_, e) =>
        {
            if (e.Notice.SqlState.StartsWith("57P", StringComparison.Ordinal))
                Farewell = e.Notice;
        };
        return connection;
    }

    private sealed class NewConnections(PostgresConnector connector, HostAndPort beside) : ISessionMonitor
    {
        public async Task<T> AskAsync<T>(NpgsqlCommand command, Func<NpgsqlCommand, Task<T>> ask, CancellationToken cancellationToken)
        {
            await using var source = connector.Looking(beside);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            command.Connection = connection;
            return await ask(command);
        }
    }
}

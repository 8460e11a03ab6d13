using System.Security.Authentication;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Opens connections of one purpose each: never pooled, so a lock, a setting or a role cannot outlive its connection.</summary>
internal sealed class PostgresConnector(PostgresTarget target, TimeProvider time)
{
    /// <summary>The oldest Postgres that revisions run on: 14 has neither NULLS NOT DISTINCT nor a schema that not everybody may create in.</summary>
    private const int OldestMajor = 15;

    private const string ApplicationName = "letta-migrations";

    /// <summary>The database that it connects to.</summary>
    public PostgresTarget Target => target;

    /// <summary>
    /// What the server said when it last ended a connection of ours. A server that is stopped at once says so as a warning (57P01, 57P02),
    /// not as the error of a statement; the driver then only sees the stream end.
    /// </summary>
    public PostgresNotice? Farewell { get; private set; }

    /// <summary>Opens a connection and pins it to the schema that holds the tables.</summary>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <param name="beside">
    /// Open, and to the very server that is wanted: where several hosts are given, one that failed over in between would not know of its lock.
    /// </param>
    /// <param name="toRead">True for a look that a server of any age can answer.</param>
    /// <returns>The connection and the name of that schema.</returns>
    /// <exception cref="PrerequisiteMissingException">The schema does not exist, or the server is too old.</exception>
    /// <exception cref="ConfigurationException">A pooler sits between that gives every transaction another server process.</exception>
    public async Task<(NpgsqlConnection Connection, string Schema)> OpenAsync(
        CancellationToken cancellationToken, NpgsqlConnection? beside = null, bool toRead = false)
    {
        var connection = Heard(new NpgsqlConnection(Settings(beside).ConnectionString));
        try
        {
            await ConnectAsync(connection, cancellationToken);
            if (!toRead && TooOld(connection) is { } tooOld)
                throw tooOld;
            return (connection, await PinSchemaAsync(connection, cancellationToken));
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
            if (await UntrustedServer.ExplainAsync(target, time, cancellationToken) is { } explained)
                throw explained;
            throw;
        }
    }

    /// <summary>
    /// A connection to look at what is of the server's own types: to load those of the database would be another round trip, for the driver's
    /// longest query. It pins nothing when it is opened; what it is asked begins with <see cref="Pin"/>, so that both are one round trip.
    /// </summary>
    /// <returns>The connection, not yet open, and what it comes from; dispose of both.</returns>
    public (NpgsqlDataSource Source, NpgsqlConnection Connection) ToLook()
    {
        var source = new NpgsqlSlimDataSourceBuilder(Settings(beside: null).ConnectionString)
            .EnableTransportSecurity()
            .EnableIntegratedSecurity()
            .ConfigureTypeLoading(types => types.EnableTypeLoading(false))
            .Build();
        return (source, Heard(source.CreateConnection()));
    }

    /// <summary>
    /// Nothing is read or run through a search path that others can write to (CVE-2018-1058): the schema, then pgvector's if it lives elsewhere.
    /// What it answers is for <see cref="PinnedAsync"/>.
    /// </summary>
    public NpgsqlBatchCommand Pin()
    {
        var command = new NpgsqlBatchCommand(
            """
            select n.nspname, pg_catalog.pg_backend_pid(),
                   pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', pg_catalog.quote_ident(n.nspname),
                     (select pg_catalog.quote_ident(v.nspname) from pg_catalog.pg_extension e join pg_catalog.pg_namespace v on v.oid = e.extnamespace
                      where e.extname = 'vector' and v.oid <> n.oid)), false),
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE')
            from pg_catalog.pg_namespace n where n.nspname = coalesce($1, pg_catalog.current_schema())
            """);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = target.Schema, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        return command;
    }

    /// <summary>The name of the schema that <see cref="Pin"/> pinned the connection to.</summary>
    /// <exception cref="PrerequisiteMissingException">The schema does not exist, or the role may not use it.</exception>
    /// <exception cref="ConfigurationException">A pooler sits between that gives every transaction another server process.</exception>
    public async Task<string> PinnedAsync(NpgsqlConnection connection, NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            var schema = target.Schema ?? "public";
            throw new PrerequisiteMissingException(
                $"The schema \"{schema}\" does not exist in {target.Display}, or the search path names none that does.",
                $"An administrator runs: CREATE SCHEMA \"{schema}\" AUTHORIZATION \"{target.Role}\";");
        }

        // A session lock is worthless when the next transaction runs in another server process. Directly connected, the two are equal.
        if (connection.ProcessID != reader.GetInt32(1))
        {
            throw new ConfigurationException(
                $"{target.Display} is reached through a pooler, which would lose the migrator's lock.",
                $"Point {target.Source} at the server itself, or at a pool in session mode on a port of its own.");
        }

        // A schema without it is skipped when names are looked up, and what is found then is of another schema: pgvector's.
        if (!reader.GetBoolean(3))
        {
            throw new PrerequisiteMissingException(
                $"The role \"{target.Role}\" may not use the schema \"{reader.GetString(0)}\" of {target.Display}.",
                $"An administrator runs: GRANT USAGE ON SCHEMA \"{reader.GetString(0)}\" TO \"{target.Role}\";");
        }

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
    public PrerequisiteMissingException? TooOld(NpgsqlConnection connection) => connection.PostgreSqlVersion is { Major: < OldestMajor } version
        ? new PrerequisiteMissingException(
            $"{target.Display} is Postgres {version}, and revisions need Postgres {OldestMajor} or newer; nothing was changed.",
            $"Upgrade the server to Postgres {OldestMajor} or newer, then run the same command again.")
        : null;

    /// <summary>Pins a connection that is open.</summary>
    public async Task<string> PinSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Pin() } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await PinnedAsync(connection, reader, cancellationToken);
    }

    private NpgsqlConnectionStringBuilder Settings(NpgsqlConnection? beside)
    {
        var settings = target.Settings();
        if (beside is not null)
            (settings.Host, settings.Port, settings.TargetSessionAttributes) = (beside.Host, beside.Port, null);
        settings.Pooling = false;
        settings.ApplicationName ??= ApplicationName;
        settings.IncludeErrorDetail = false;
        settings.TcpKeepAlive = true;
        return settings;
    }

    private NpgsqlConnection Heard(NpgsqlConnection connection)
    {
        Farewell = null;
        connection.Notice += (_, e) =>
        {
            if (e.Notice.SqlState.StartsWith("57P", StringComparison.Ordinal))
                Farewell = e.Notice;
        };
        return connection;
    }
}

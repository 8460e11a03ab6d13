using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// A transaction whose COMMIT was not answered. What a look at its tables finds proves nothing while the server may still be at it; the
/// state of the transaction itself does.
/// </summary>
/// <param name="connector">Opens the connection to ask on.</param>
/// <param name="process">The server process that the transaction belongs to.</param>
/// <param name="id">The transaction's id, an <c>xid8</c> as text.</param>
/// <param name="time">The clock.</param>
internal sealed class PostgresCommit(PostgresConnector connector, int process, string id, TimeProvider time)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>That of the transaction which a connection is in; null if it wrote nothing.</summary>
    public static PostgresCommit? Identify(NpgsqlConnection connection, PostgresConnector connector, TimeProvider time)
    {
        using var ask = new NpgsqlCommand("select pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text", connection);
        return ask.ExecuteScalar() is string id ? new PostgresCommit(connector, connection.ProcessID, id, time) : null;
    }

    /// <summary>Waits until the server is done with the transaction; begun again where the server cannot be asked.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// Whether it was committed; null where the server does not know it, as after a failover, and only what it left can tell.
    /// </returns>
    public async Task<bool?> OutcomeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var (connection, _) = await connector.OpenAsync(cancellationToken);
                await using (connection)
                    return await OutcomeAsync(connection, cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidParameterValue)
            {
                return null; // "transaction ID … is in the future": another server, which has not come so far.
            }
            catch (Exception e) when (PostgresErrorKinds.IsTransient(e))
            {
                await Task.Delay(BetweenLooks, time, cancellationToken);
            }
        }
    }

    private async Task<bool?> OutcomeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            await using (var look = new NpgsqlCommand("select pg_catalog.pg_xact_status($1::pg_catalog.xid8)", connection))
            {
                look.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
                if (await look.ExecuteScalarAsync(cancellationToken) is not "in progress" and var status)
                    return status is string ended ? ended == "committed" : null;
            }

            if (time.GetElapsedTime(begun) > TimeSpan.FromSeconds(1))
                await EndIdleAsync(connection, cancellationToken);
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    /// <summary>
    /// Where the COMMIT never arrived and the server does not know yet that the connection is gone, its session would sit in the
    /// transaction, with its locks. One that is at work on the COMMIT is left alone: it may be waiting for a replica.
    /// </summary>
    private async Task EndIdleAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var end = new NpgsqlCommand(
            """
            select pg_catalog.pg_terminate_backend(a.pid) from pg_catalog.pg_stat_activity a
            where a.pid = $1 and a.backend_xid = $2::pg_catalog.xid8::pg_catalog.xid and a.state like 'idle in transaction%'
            """,
            connection);
        end.Parameters.Add(new NpgsqlParameter<int> { TypedValue = process });
        end.Parameters.Add(new NpgsqlParameter<string> { TypedValue = id });
        await end.ExecuteNonQueryAsync(cancellationToken);
    }
}

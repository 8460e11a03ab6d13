using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>What the server says of a session: whether it is at work, and since when it is what it is.</summary>
/// <param name="State">As <c>pg_stat_activity</c> has it; null where the server does not tell.</param>
/// <param name="Since">Since when, as text.</param>
internal sealed record PostgresActivity(string? State, string? Since)
{
    private const string Query =
        "select a.state, a.state_change::pg_catalog.text from pg_catalog.pg_stat_activity a where a.pid operator(pg_catalog.=) $1";

    /// <summary>
    /// Nobody else's session: a pooler hands out process numbers of its own, which could be those of others. Nor one that has been given
    /// something to do since it was seen.
    /// </summary>
    private const string End =
        """
        select pg_catalog.pg_terminate_backend(a.pid) from pg_catalog.pg_stat_activity a
        where a.pid operator(pg_catalog.=) $1
          and a.state operator(pg_catalog.=) $2 and a.state_change::pg_catalog.text operator(pg_catalog.=) $3
          and a.datname operator(pg_catalog.=) pg_catalog.current_database() and a.usename operator(pg_catalog.=) session_user
          and a.application_name operator(pg_catalog.=) pg_catalog.current_setting('application_name')
        """;

    /// <summary>That of a session that has ended.</summary>
    public static PostgresActivity Ended { get; } = new("gone", Since: null);

    /// <summary>Whether the server does nothing for it: everything that it was asked is answered.</summary>
    public bool IsOver => this == Ended || State?.StartsWith("idle", StringComparison.Ordinal) == true;

    /// <summary>Asks what the server does for one of its processes.</summary>
    public static async Task<PostgresActivity> ReadAsync(ISessionMonitor monitor, int process, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Query) { Parameters = { new NpgsqlParameter<int> { TypedValue = process } } };
        return await monitor.AskAsync(command, asked => ReadAsync(asked, cancellationToken), cancellationToken);
    }

    /// <summary>Ends the session of the process, if it is still as it was seen; nothing where the role may not.</summary>
    public async Task EndAsync(ISessionMonitor monitor, int process, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(End)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = process },
                new NpgsqlParameter<string?> { TypedValue = State },
                new NpgsqlParameter<string?> { TypedValue = Since },
            },
        };
        await monitor.AskAsync(command, asked => asked.ExecuteNonQueryAsync(cancellationToken), cancellationToken);
    }

    private static async Task<PostgresActivity> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return Ended;

        return new PostgresActivity(
            await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetString(0),
            await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1));
    }
}

using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>What the server says of a session: whether it is at work, and since when it is what it is.</summary>
/// <param name="State">As <c>pg_stat_activity</c> has it; null where the server does not tell.</param>
/// <param name="Since">Since when, as text.</param>
internal sealed record PostgresActivity(string? State, string? Since)
{
    /// <summary>The query, with the process as <c>$1</c>.</summary>
    public const string Query = "select a.state, a.state_change::pg_catalog.text from pg_catalog.pg_stat_activity a where a.pid = $1";

    /// <summary>That of a session that has ended.</summary>
    public static PostgresActivity Ended { get; } = new("gone", Since: null);

    /// <summary>Whether the server does nothing for it: everything that it was asked is answered.</summary>
    public bool IsOver => this == Ended || State?.StartsWith("idle", StringComparison.Ordinal) == true;

    /// <summary>Asks over an open connection.</summary>
    public static async Task<PostgresActivity> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return Ended;

        return new PostgresActivity(
            await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetString(0),
            await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1));
    }
}

using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>What may be shown of a Postgres database: user, hosts with their ports, database.</summary>
internal static class PostgresDisplay
{
    /// <summary>As in <c>Postgres letta@localhost:5432/letta-core</c>.</summary>
    public static string Of(NpgsqlConnectionStringBuilder settings)
        => $"Postgres {Name(settings.Username)}@{Hosts(settings)}/{Name(settings.Database)}";

    private static string Hosts(NpgsqlConnectionStringBuilder settings)
    {
        var hosts = HostList.Read(settings.Host ?? "", out var wrong);
        return wrong is null ? string.Join(',', hosts.Select(h => h with { Port = h.Port ?? settings.Port })) : "…";
    }

    /// <summary>
    /// A name up to the first character that names do not have but addresses do: should a user or a database have swallowed the rest of
    /// one, as in <c>letta:password@host</c>, no more than its beginning is shown.
    /// </summary>
    public static string Name(string? name)
    {
        var shown = string.Concat((name ?? "").TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '$' or ' '));
        return shown.Length == (name ?? "").Length ? shown : $"{shown}…";
    }
}

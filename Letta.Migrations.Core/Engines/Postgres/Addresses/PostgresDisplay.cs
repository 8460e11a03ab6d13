using Letta.Migrations.Product;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>What may be shown of a Postgres database: user, hosts with their ports, database.</summary>
internal static class PostgresDisplay
{
    /// <summary>As in <c>Postgres library@localhost:5432/books</c>.</summary>
    public static string Format(NpgsqlConnectionStringBuilder settings, MigrationProduct product)
        => $"Postgres {User(settings, product)}@{Hosts(settings)}/{Database(settings, product)}";

    /// <summary>
    /// The user, if it cannot be a secret. In <c>postgresql://SECRET@host/db</c> it may be a password or a token whose user was forgotten:
    /// the address has neither a password nor a certificate. Then only names are shown that are no secrets: that of the user who runs this
    /// process, which <c>peer</c> asks for, and that which Postgres gives, and those that the product documents. Where another role needs
    /// no password (<c>trust</c>, <c>ident</c>, ~/.pgpass), it is hidden as well, which is the cheaper mistake.
    /// </summary>
    public static string User(NpgsqlConnectionStringBuilder settings, MigrationProduct product)
    {
        var user = Name(settings.Username);
        return HasProof(settings) || IsKnown(user.TrimEnd('…'), product) ? user : "…";
    }

    /// <summary>The database. Where none is named it is called like the user.</summary>
    public static string Database(NpgsqlConnectionStringBuilder settings, MigrationProduct product)
        => settings.Database == settings.Username ? User(settings, product) : Name(settings.Database);

    private static bool HasProof(NpgsqlConnectionStringBuilder settings)
        => settings.Password is not null || settings.Passfile is not null || settings.SslCertificate is not null
            || Environment.GetEnvironmentVariable("PGPASSWORD") is { Length: > 0 };

    private static bool IsKnown(string user, MigrationProduct product)
        => user == Environment.UserName || user is "postgres" || product.DocumentedRoles.Contains(user, StringComparer.Ordinal);

    private static string Hosts(NpgsqlConnectionStringBuilder settings)
    {
        var hosts = HostList.Read(settings.Host ?? "", out var wrong);
        return wrong is null ? string.Join(',', hosts.Select(h => h with { Port = h.Port ?? settings.Port })) : "…";
    }

    /// <summary>
    /// A name up to the first character that names do not have but addresses do: should a user or a database have swallowed the rest of
    /// one, as in <c>user:password@host</c>, no more than its beginning is shown.
    /// </summary>
    public static string Name(string? name)
    {
        var shown = string.Concat((name ?? "").TakeWhile(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '$' or ' '));
        return shown.Length == (name ?? "").Length ? shown : $"{shown}…";
    }
}

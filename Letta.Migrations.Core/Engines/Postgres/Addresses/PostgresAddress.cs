using Letta.Migrations.Engines.Settings;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads a Postgres address in any of its forms: the URI of SQLAlchemy and libpq, or Npgsql's own keywords. No text is ever handed to a
/// parser whose exception could reach a user: those quote what they could not read, and that is where the password stands.
/// </summary>
internal static class PostgresAddress
{
    /// <summary>The connection settings that the address describes.</summary>
    public static NpgsqlConnectionStringBuilder Read(Setting setting)
    {
        var text = setting.Value;
        if (text[0] is '"' or '\'')
            throw setting.Wrong("begins with a quotation mark, which belongs to a shell and not to the address");

        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end > 0 && text[..end].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.' or '_' or ':'))
        {
            return IsPostgres(text[..end])
                ? PostgresUri.Read(setting, text[(end + 3)..])
                : throw setting.Wrong("scheme", "is none of postgresql://, postgres:// and sqlite://");
        }

        return text.Contains('=')
            ? NpgsqlKeywords.Read(setting)
            : throw setting.Wrong("is neither a postgresql:// address nor a list of Npgsql's keywords");
    }

    /// <summary>With any driver behind the plus sign: it says how Python connects, and means nothing here.</summary>
    private static bool IsPostgres(string scheme)
        => scheme.Split('+') is [var name, .. { Length: <= 1 }]
            && (name.Equals("postgresql", StringComparison.OrdinalIgnoreCase)
                || name.Equals("postgres", StringComparison.OrdinalIgnoreCase));
}

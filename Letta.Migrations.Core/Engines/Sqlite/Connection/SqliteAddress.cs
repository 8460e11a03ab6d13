using Letta.Migrations.Engines.Settings;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// The ways to name a SQLite file: SQLAlchemy's <c>sqlite:///relative</c> and <c>sqlite:////absolute</c>, a connection string of
/// Microsoft.Data.Sqlite, or a bare path.
/// </summary>
internal static class SqliteAddress
{
    private static readonly string[] Extensions = [".db", ".sqlite", ".sqlite3"];
    private static readonly string[] Beginnings = ["/", "./", "../", "~/"];

    /// <summary>
    /// Whether this can only be a path: it ends like a database file and, unless it begins like a path too, has nothing of an address in
    /// it. An address of Postgres that lost its scheme must not become a file name: a file name is shown, and it holds the password.
    /// </summary>
    public static bool IsBarePath(string text)
        => Extensions.Any(e => text.EndsWith(e, StringComparison.OrdinalIgnoreCase))
            && (Beginnings.Any(b => text.StartsWith(b, StringComparison.Ordinal)) || text.IndexOfAny(['@', ':', '=', ';']) < 0);

    /// <summary>The path in a <c>sqlite:</c> address or in a connection string; null if the setting is neither.</summary>
    public static string? Read(Setting setting)
        => IsUri(setting.Value) ? ReadUri(setting) : IsConnectionString(setting.Value) ? ReadConnectionString(setting) : null;

    /// <summary>Whether this is <c>sqlite:</c>, with or without a driver (<c>sqlite+aiosqlite:</c>).</summary>
    private static bool IsUri(string address)
        => address.IndexOf("://", StringComparison.Ordinal) is > 0 and var end
            && address[..end].Split('+')[0].Equals("sqlite", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the first keyword is that of a file: Postgres has none that is called so.</summary>
    private static bool IsConnectionString(string text)
        => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            && text[..end].Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() is "DATASOURCE" or "FILENAME";

    /// <summary>The path is taken as it stands: SQLAlchemy does not percent-decode it.</summary>
    private static string ReadUri(Setting setting)
    {
        var rest = setting.Value[(setting.Value.IndexOf("://", StringComparison.Ordinal) + 3)..];
        if (!rest.StartsWith('/'))
            throw setting.Wrong("path", "must follow three slashes, four for an absolute path; SQLite has no host");

        var path = rest[1..];
        if (path.Contains('?'))
            throw setting.Wrong("path", "is followed by parameters, which SQLite files do not take here");

        return File(setting, path);
    }

    /// <summary>The application's own settings of a connection mean nothing here, but for those that decide which database it is.</summary>
    private static string ReadConnectionString(Setting setting)
    {
        var settings = Parse(setting);
        if (settings.Password.Length > 0)
            throw setting.Wrong("file", "is encrypted, which the SQLite of this build cannot read; leave out Password");
        if (settings.Mode == SqliteOpenMode.ReadOnly)
            throw setting.Wrong("file", "is opened for reading only; leave out Mode");

        var path = settings.DataSource;
        if (path.StartsWith('|') || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            throw setting.Wrong("file", "is not named by a plain path");

        return File(setting, settings.Mode == SqliteOpenMode.Memory ? "" : path);
    }

    private static SqliteConnectionStringBuilder Parse(Setting setting)
    {
        try
        {
            return new SqliteConnectionStringBuilder(setting.Value);
        }
        catch (ArgumentException)
        {
            throw setting.Wrong("is no connection string that Microsoft.Data.Sqlite takes");
        }
    }

    private static string File(Setting setting, string path)
        => path.Length == 0 || path.StartsWith(':')
            ? throw setting.Wrong("path", "is not that of a file; a database in memory would be gone when the migrations are done")
            : path;
}

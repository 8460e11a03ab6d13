using Letta.Migrations.Engines.Settings;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// The ways to name a SQLite file: SQLAlchemy's <c>sqlite:///relative</c> and <c>sqlite:////absolute</c>, or a bare path.
/// </summary>
internal static class SqliteAddress
{
    private static readonly string[] Extensions = [".db", ".sqlite", ".sqlite3"];
    private static readonly string[] Beginnings = ["/", "./", "../", "~/"];

    /// <summary>Whether this is <c>sqlite:</c>, with or without a driver (<c>sqlite+aiosqlite:</c>).</summary>
    public static bool IsUri(string address)
        => address.IndexOf("://", StringComparison.Ordinal) is > 0 and var end
            && address[..end].Split('+')[0].Equals("sqlite", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether this can only be a path: it ends like a database file and, unless it begins like a path too, has nothing of an address in
    /// it. An address of Postgres that lost its scheme must not become a file name: a file name is shown, and it holds the password.
    /// </summary>
    public static bool IsBarePath(string text)
        => Extensions.Any(e => text.EndsWith(e, StringComparison.OrdinalIgnoreCase))
            && (Beginnings.Any(b => text.StartsWith(b, StringComparison.Ordinal)) || text.IndexOfAny(['@', ':', '=', ';']) < 0);

    /// <summary>The path in a <c>sqlite:</c> address, taken as it stands: SQLAlchemy does not percent-decode it.</summary>
    public static string Path(Setting setting)
    {
        var rest = setting.Value[(setting.Value.IndexOf("://", StringComparison.Ordinal) + 3)..];
        if (!rest.StartsWith('/'))
            throw setting.Wrong("path", "must follow three slashes, four for an absolute path; SQLite has no host");

        var path = rest[1..];
        if (path.Contains('?'))
            throw setting.Wrong("path", "is followed by parameters, which SQLite files do not take here");

        if (path.Length == 0 || path.StartsWith(':'))
            throw setting.Wrong("path", "is not that of a file; a database in memory would be gone when the migrations are done");

        return path;
    }
}

using System.Text.RegularExpressions;
using SQLitePCL;

namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>Names as SQLite sees them.</summary>
internal static partial class SqlName
{
    /// <summary>What a name must not be to stand without quotes: SQLite's own words, and what Postgres reserves beyond them.</summary>
    private static readonly Lazy<HashSet<string>> Reserved = new(() => new HashSet<string>(
        [
            .. Enumerable.Range(0, raw.sqlite3_keyword_count()).Select(Keyword),
            "analyse", "any", "array", "asymmetric", "authorization", "binary", "both", "concurrently", "current_catalog", "current_role", "current_schema",
            "current_user", "false", "fetch", "freeze", "grant", "ilike", "lateral", "leading", "localtime", "localtimestamp", "only", "overlaps", "placing",
            "session_user", "similar", "some", "symmetric", "system_user", "tablesample", "trailing", "true", "user", "variadic", "verbose",
        ],
        StringComparer.OrdinalIgnoreCase));

    /// <summary>Names are the same whatever their case; SQLite folds ASCII only.</summary>
    public static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name in double quotes, whatever it is made of.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>The name where one without quotes stood: without, unless it needs them.</summary>
    public static string Plain(string name) => Word().IsMatch(name) && !Reserved.Value.Contains(name) ? name : Quote(name);

    /// <summary>Names in double quotes, between commas.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>A text in single quotes.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''")}'";

    private static string Keyword(int i)
    {
        raw.sqlite3_keyword_name(i, out var name);
        return name;
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]*$", RegexOptions.None, 1000)]
    private static partial Regex Word();
}

using System.Text.RegularExpressions;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>Names as SQLite sees them.</summary>
internal static partial class SqlName
{
    /// <summary>Names are the same whatever their case; SQLite folds ASCII only.</summary>
    public static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name in double quotes, whatever it is made of.</summary>
    public static string Quote(string name) => SqlIdentifier.Quote(name);

    /// <summary>The name where one without quotes stood: without, unless it needs them.</summary>
    public static string Plain(string name) => Word().IsMatch(name) && !SqlKeywords.Contains(name) ? name : Quote(name);

    /// <summary>Names in double quotes, between commas.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>A text in single quotes.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''")}'";

    [GeneratedRegex("^[a-z_][a-z0-9_]*$", RegexOptions.None, 1000)]
    private static partial Regex Word();
}

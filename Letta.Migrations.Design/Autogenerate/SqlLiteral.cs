using System.Text.RegularExpressions;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Literals of SQL.</summary>
internal static partial class SqlLiteral
{
    /// <summary>
    /// The text that <c>'…'</c> stands for, as the default of a column of that type; null for any other expression, and for a literal of
    /// another type, which the catalog keeps as such: <c>'[]'::jsonb</c> on a column of type json.
    /// </summary>
    public static string? TextOf(string sql, string type)
        => Quoted().Match(sql) is { Success: true } match && (!match.Groups["type"].Success || IsSame(match.Groups["type"].Value, type))
            ? match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal)
            : null;

    /// <summary>The text as a literal.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The catalog leaves the length out.</summary>
    private static bool IsSame(string cast, string type)
        => string.Equals(
            ColumnCode.Split(PgTypes.Canonical(cast.Trim('"'))).Name,
            ColumnCode.Split(PgTypes.Canonical(type.Trim('"'))).Name,
            StringComparison.Ordinal);

    [GeneratedRegex(@"^'(?<text>([^']|'')*)'(::(?<type>[\w ""]+(\(\d+(,\d+)?\))?))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}

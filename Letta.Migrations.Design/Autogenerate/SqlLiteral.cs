using System.Text.RegularExpressions;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Literals of SQL.</summary>
internal static partial class SqlLiteral
{
    /// <summary>The text that <c>'…'</c> stands for, with or without a cast behind it; null for any other expression.</summary>
    public static string? TextOf(string sql)
        => Quoted().Match(sql) is { Success: true } match ? match.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal) : null;

    /// <summary>The text as a literal.</summary>
    public static string Of(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^'(?<text>([^']|'')*)'(::[\w ""]+(\(\d+(,\d+)?\))?)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}

using System.Text.RegularExpressions;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Which columns draw from which sequences.</summary>
internal static partial class Sequences
{
    /// <summary>The sequence that the default of a column draws from; null for any other default.</summary>
    public static string? DrawnBy(Column column)
        => column.Default is { } value && NextValue().Match(value) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary><c>serial</c> or <c>bigserial</c>, where a column and a sequence are what that makes; otherwise null.</summary>
    public static string? SerialType(string table, Column column, Sequence sequence)
        => column is { Type: "integer" or "bigint", Nullable: false }
            && string.Equals(sequence.Name, $"{table}_{column.Name}_seq", StringComparison.Ordinal)
            && string.Equals(DrawnBy(column), sequence.Name, StringComparison.Ordinal)
            && string.Equals(sequence.Owner, $"{table}.{column.Name}", StringComparison.Ordinal)
            && sequence is { Start: 1, Increment: 1, Least: null, Largest: null, Cycles: false }
            && string.Equals(sequence.Type, column.Type, StringComparison.Ordinal)
                ? column.Type is "integer" ? "serial" : "bigserial"
                : null;

    [GeneratedRegex("""^nextval\('(\w+\.)?"?(?<name>[^'".]+)"?'::regclass\)$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NextValue();
}

using System.Collections;
using System.Globalization;
using FluentMigrator;
using FluentMigrator.Model;

namespace Letta.Migrations.Authoring;

/// <summary>A value of a step as text: the same in every culture, on every machine, and however the lines of the source end.</summary>
internal static class CanonicalValue
{
    public static string Format(object? value) => value switch
    {
        null => "null",
        string text => Quoted(text),
        bool yes => yes ? "true" : "false",
        RawSql raw => $"sql {Quoted(raw.Value)}",
        NonUnicodeString narrow => $"narrow {Quoted(narrow.ToString())}",
        ColumnDefinition.UndefinedDefaultValue => "none",
        Enum named => named.ToString(),
        byte[] bytes => $"bytes {Convert.ToHexStringLower(bytes)}",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        PostgresIndexConcurrentlyDefinition option => Format(option.IsConcurrently),
        PostgresIndexOnlyDefinition option => Format(option.IsOnly),
        PostgresIndexAlgorithmDefinition option => Format(option.Algorithm),
        PostgresIndexNullsSort option => Format(option.Sort),
        PostgresIndexIncludeDefinition option => Format(option.Name),
        IFormattable other => other.ToString(format: null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Format))}]",
        _ => $"{value.GetType().Name} {Quoted(value.ToString() ?? "")}",
    };

    private static string Quoted(string text)
    {
        var quoted = text
            .ReplaceLineEndings("\n")
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return $"\"{quoted}\"";
    }
}

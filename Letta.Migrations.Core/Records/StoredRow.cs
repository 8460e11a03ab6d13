using System.Globalization;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Records;

/// <summary>
/// A row of one of our own tables. A value that this build does not know is an error that names the row: never a default, and never a
/// guess.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="cells">The table's name, and the columns as text.</param>
internal sealed class StoredRow(StoredTable table, IReadOnlyList<string?> cells)
{
    /// <summary>No version is later: yyyyMMddHHmmss here, and up to four digits more in histories of FluentMigrator's own runner.</summary>
    public const long LastVersion = 999_999_999_999_999_999;

    /// <summary>No table has more rows; sums of two stay far from the end of the type.</summary>
    public const long Most = 1_000_000_000_000_000;

    private const int Shown = 80;

    /// <summary>The row, for a person.</summary>
    public string Key => string.Join(", ", table.Key.Select(k => $"{k} = {Show(TextOrNull(k))}"));

    /// <summary>Makes sure that no two rows are about the same thing.</summary>
    /// <exception cref="UnknownValueException">Two are.</exception>
    public static IReadOnlyList<StoredRow> Distinct(IReadOnlyList<StoredRow> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return rows.FirstOrDefault(r => !seen.Add(r.Key)) is { } twice
            ? throw twice.Refused($"has more than one row {twice.Key}.", "Delete all but one of them")
            : rows;
    }

    public string? TextOrNull(string column) => cells[Index(column)];

    public string Text(string column) => TextOrNull(column) ?? throw Unknown(column, "a text");

    /// <summary>One of the words that this build knows.</summary>
    public T Word<T>(string column, IReadOnlyDictionary<string, T> words)
        => TextOrNull(column) is { } text && words.TryGetValue(text, out var known)
            ? known
            : throw Unknown(column, $"one of {string.Join(", ", words.Keys)}");

    public long Version(string column) => Number(column, 1, LastVersion);

    public long Number(string column, long least = 0, long most = Most)
        => long.TryParse(TextOrNull(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Unknown(column, $"a number from {least} to {most}");

    public long? NumberOrNull(string column) => TextOrNull(column) is null ? null : Number(column);

    public DateTimeOffset? TimeOrNull(string column) => TextOrNull(column) is null ? null : Time(column);

    public DateTimeOffset Time(string column)
        => TextOrNull(column) is [_, _, _, _, '-', ..] text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Unknown(column, "a time");

    /// <param name="column">The column.</param>
    /// <param name="expected">What it may hold, after "expected is".</param>
    public UnknownValueException Unknown(string column, string expected)
        => Refused(
            $"holds a value that this build does not know: \"{column}\" is {Show(TextOrNull(column))} in the row {Key}.",
            $"Expected is {expected}");

    private UnknownValueException Refused(string what, string mistake)
        => new(
            table.Name,
            Key,
            $"The table \"{table.Name}\" {what}",
            $"{mistake}. If a newer build wrote it, run that build; if somebody did by hand, correct the row, then run the same command "
                + $"again. Nothing was changed.");

    private int Index(string column)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (table.Columns[i].Name == column)
                return i + 1;
        }

        throw new ArgumentOutOfRangeException(nameof(column), column, $"\"{table.Name}\" is read without it.");
    }

    private static string Show(string? value)
        => value is null ? "NULL" : $"\"{ControlCharacters.Escape(value.Length <= Shown ? value : value[..Shown] + "…")}\"";
}

using Letta.Migrations.Schema;

namespace Letta.Migrations.Cli.Output;

/// <summary>Differences as aligned lines, those of a table after each other.</summary>
internal static class CheckLines
{
    public static IEnumerable<string> Format(CheckReport report)
    {
        var rows = report.Differences.Select(Cells).ToList();
        var (table, kind) = (Widest(rows, r => r.Table), Widest(rows, r => r.Kind));
        return
        [
            .. rows.Select(r => $"{r.Table.PadRight(table)}  {r.Kind.PadRight(kind)}  {r.Text}".TrimEnd()),
            .. report.Unknown.Count == 0
                ? []
                : new[] { $"Left alone, for neither the model nor the history knows it: {string.Join(", ", report.Unknown)}." },
            .. report.Unseen is null
                ? []
                : new[]
                {
                    $"{report.Unseen}",
                    "So defaults, conditions of checks and indexes, indexed expressions and computed columns were not compared."
                },
        ];
    }

    /// <summary>How many there are, in words.</summary>
    public static string Count(IReadOnlyList<Difference> differences)
    {
        var parts = new[]
        {
            (Count: differences.Count(d => d.Kind is DifferenceKind.Missing), Words: "in the model only"),
            (Count: differences.Count(d => d.Kind is DifferenceKind.Extra), Words: "in the database only"),
            (Count: differences.Count(d => d.Kind is DifferenceKind.Changed), Words: "changed"),
        };
        var each = string.Join(", ", parts.Where(p => p.Count > 0).Select(p => $"{p.Count} {p.Words}"));
        return differences.Count == 1 ? $"1 difference: {each}." : $"{differences.Count} differences: {each}.";
    }

    private static (string Table, string Kind, string Text) Cells(Difference difference)
    {
        var kind = $"{Word(difference.Kind)} {difference.ObjectKind}";
        var name = difference.HasName ? difference.Name : "";
        return difference.Kind is DifferenceKind.Changed
            ? (
                difference.Table ?? name,
                kind,
                $"{(difference.Table is null ? "" : name)}   expected {difference.Expected}, actual {difference.Actual}".TrimStart())
            : (
                difference.Table ?? name,
                kind,
                $"{(difference.Table is null ? "" : name)}   {difference.Expected ?? difference.Actual}".Trim());
    }

    private static string Word(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "missing",
        DifferenceKind.Extra => "extra",
        _ => "changed",
    };

    private static int Widest<T>(List<T> rows, Func<T, string> cell) => rows.Count == 0 ? 0 : rows.Max(r => cell(r).Length);
}

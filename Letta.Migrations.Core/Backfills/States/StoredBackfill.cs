using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>A row of the table of backfills, every value of it known.</summary>
/// <param name="Row">The row itself.</param>
/// <param name="Name">The backfill.</param>
/// <param name="Version">The revision that left it to be done.</param>
/// <param name="State">Due, done, paused or incomplete.</param>
/// <param name="Mode">Who carries it out.</param>
internal sealed record StoredBackfill(StoredRow Row, string Name, long Version, BackfillState State, BackfillMode Mode)
{
    private static readonly IReadOnlyDictionary<string, BackfillMode> Modes
        = new OrderedDictionary<string, BackfillMode>(StringComparer.Ordinal)
        {
            ["inline"] = BackfillMode.Inline,
            ["online"] = BackfillMode.Online,
        };

    private static readonly IReadOnlyDictionary<string, bool> Flags
        = new OrderedDictionary<string, bool>(StringComparer.Ordinal) { ["0"] = false, ["1"] = true };

    /// <summary>The word for a mode.</summary>
    public static string Word(BackfillMode mode) => Modes.First(m => m.Value == mode).Key;

    public static StoredTable Table(OwnTables own) => new(
        own.Backfills,
        ["name"],
        [
            .. StoredColumn.Named(
                "name",
                "version",
                "state",
                "mode",
                "rows_done",
                "rows_passed",
                "passed_before",
                "walk",
                "attempts",
                "handed_out",
                "estimate",
                "cursor_key",
                "last_error"),
            new("started_at", "t.started_at", StoredKind.Moment),
            new("updated_at", "t.updated_at", StoredKind.Moment),
        ],
        $"from {own.Backfills} t");

    /// <summary>The table as builds made it that knew neither modes nor ranges.</summary>
    public static StoredTable Older(OwnTables own) => new(
        own.Backfills, ["name"], [.. StoredColumn.Named("name", "version", "state", "rows_done")], $"from {own.Backfills} t");

    public long RowsDone { get; private init; }

    public long RowsScanned { get; private init; }

    public long ScannedBefore { get; private init; }

    public long Pass { get; private init; }

    public int Attempts { get; private init; }

    /// <summary>Whether every row is in a range, or done.</summary>
    public bool HandedOut { get; private init; }

    public long? Estimate { get; private init; }

    /// <summary>The last key that was handed out; null before the first.</summary>
    public string[]? Cursor { get; private init; }

    public string? LastError { get; private init; }

    public DateTimeOffset? StartedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private init; }

    /// <summary>All of them among the rows that a query found, by revision and name.</summary>
    /// <exception cref="Errors.UnknownValueException">A value of one is unknown, or two have the same name.</exception>
    public static IReadOnlyList<StoredBackfill> All(IEnumerable<IReadOnlyList<string?>> found, BackfillDialect dialect)
        => StoredRow.Distinct(Table(dialect.Own).Parse(found)) is { Count: > 0 } rows
            ? [.. rows.Select(r => Parse(r, dialect)).OrderBy(b => b.Version).ThenBy(b => b.Name, StringComparer.Ordinal)]
            : [];

    /// <exception cref="Errors.UnknownValueException">A value of it is unknown.</exception>
    public static StoredBackfill Parse(StoredRow row, BackfillDialect dialect)
        => new(row, row.Text("name"), row.Version("version"), row.Word("state", BackfillStates.Words), row.Word("mode", Modes))
        {
            RowsDone = row.Number("rows_done"),
            RowsScanned = row.Number("rows_passed"),
            ScannedBefore = row.Number("passed_before"),
            Pass = row.Number("walk", most: BackfillLedger.MostPasses + 1),
            Attempts = (int)row.Number("attempts", most: int.MaxValue / 2),
            HandedOut = row.Word("handed_out", Flags),
            Estimate = row.NumberOrNull("estimate"),
            Cursor = KeyText.Read(row, "cursor_key", dialect),
            LastError = row.TextOrNull("last_error"),
            StartedAt = row.TimeOrNull("started_at"),
            UpdatedAt = row.Time("updated_at"),
        };

    public static StoredBackfill OfOlder(StoredRow row)
        => new(
            row,
            row.Text("name"),
            row.Version("version"),
            row.Word("state", BackfillStates.Words),
            BackfillMode.Online)
        { RowsDone = row.Number("rows_done") };
}

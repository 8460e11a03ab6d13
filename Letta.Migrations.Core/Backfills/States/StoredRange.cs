using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>A row of the table of ranges, every value of it known.</summary>
/// <param name="Row">The row itself.</param>
/// <param name="Name">The backfill.</param>
/// <param name="Number">Its number.</param>
internal sealed record StoredRange(StoredRow Row, string Name, long Number)
{
    private static readonly IReadOnlyDictionary<string, bool> Flags
        = new OrderedDictionary<string, bool>(StringComparer.Ordinal) { ["0"] = false, ["1"] = true };

    public long RowsDone { get; private init; }

    public long RowsScanned { get; private init; }

    /// <summary>Its last key; null for whatever comes, in one that an older build handed out.</summary>
    public string[]? UpTo { get; private init; }

    /// <summary>The last key that is done; null before the first.</summary>
    public string[]? Cursor { get; private init; }

    /// <summary>The last sign of life of whoever works on it, or did.</summary>
    public DateTimeOffset? Heartbeat { get; private init; }

    /// <summary>Whether somebody has it.</summary>
    public bool IsTaken { get; private init; }

    /// <summary>Whether the session of whoever works on it has ended.</summary>
    public bool Ended { get; private init; }

    public static StoredTable Table(BackfillDialect dialect) => new(
        dialect.Own.BackfillRanges,
        ["name", "number"],
        [
            .. StoredColumn.Named("name", "number", "from_key", "to_key", "cursor_key", "rows_done", "rows_passed", "worker"),
            new("beat_at", "t.beat_at", StoredKind.Moment),
            new("ended", $"case when {dialect.HasEnded("t.session")} then '1' else '0' end", StoredKind.Text),
        ],
        $"from {dialect.Own.BackfillRanges} t");

    /// <param name="row">The row.</param>
    /// <param name="dialect">How the engine spells keys.</param>
    /// <param name="now">The time by the database's clock: a sign of life that is yet to come would keep everybody waiting for it.</param>
    /// <exception cref="Errors.UnknownValueException">A value of it is unknown.</exception>
    public static StoredRange Parse(StoredRow row, BackfillDialect dialect, DateTimeOffset now)
    {
        var taken = row.TextOrNull("worker") is not null;
        var beat = taken ? row.Time("beat_at") : row.TimeOrNull("beat_at");
        if (beat > now.AddDays(1))
            throw row.Unknown("beat_at", "a time that is not yet to come");

        KeyText.Read(row, "from_key", dialect);
        return new StoredRange(row, row.Text("name"), row.Number("number", least: 1))
        {
            RowsDone = row.Number("rows_done"),
            RowsScanned = row.Number("rows_passed"),
            UpTo = KeyText.Read(row, "to_key", dialect),
            Cursor = KeyText.Read(row, "cursor_key", dialect),
            Heartbeat = beat,
            IsTaken = taken,
            Ended = row.Word("ended", Flags),
        };
    }

    /// <summary>Whether somebody is at work on it.</summary>
    public bool IsAlive(DateTimeOffset now, TimeSpan lapse) => IsTaken && Heartbeat >= now - lapse && !Ended;
}

using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>What the three tables of backfills hold at one moment, read in one query.</summary>
/// <param name="Backfills">The backfills, by revision and name.</param>
/// <param name="Ranges">The parts that are handed out, by number.</param>
/// <param name="Failed">How many rows failed, by backfill.</param>
/// <param name="Now">The time by the database's clock.</param>
internal sealed record BackfillSnapshot(
    IReadOnlyList<StoredBackfill> Backfills,
    IReadOnlyList<StoredRange> Ranges,
    IReadOnlyDictionary<string, long> Failed,
    DateTimeOffset Now)
{
    private static readonly StoredTable Clock = new("", [], [new("now", "", StoredKind.Text)], "");

    private static StoredTable Counts(OwnTables own) => new(
        own.BackfillRows,
        ["name"],
        [.. StoredColumn.Named("name"), new("failed", "count(*)")],
        $"from {own.BackfillRows} t group by t.name");

    /// <exception cref="Errors.UnknownValueException">A value of them is unknown.</exception>
    public static BackfillSnapshot Read(IBackfillSession session)
    {
        var own = session.Dialect.Own;
        var (backfills, ranges, counts) = (StoredBackfill.Table(own), StoredRange.Table(session.Dialect), Counts(own));
        var stored = session.Dialect.Stored;
        IReadOnlyList<string> clock = ["''", stored.Read(new StoredColumn("now", session.Dialect.Now, StoredKind.Moment))];
        var found = session.Query(StoredTable.Query(stored, [backfills, ranges, counts], clock));
        var now = Clock.Parse(found)[0].Time("now");
        return new BackfillSnapshot(
            StoredBackfill.All(found, session.Dialect),
            [.. StoredRow.Distinct(ranges.Parse(found)).Select(r => StoredRange.Parse(r, session.Dialect, now)).OrderBy(r => r.Number)],
            counts.Parse(found).ToDictionary(r => r.Text("name"), r => r.Number("failed"), StringComparer.Ordinal),
            now);
    }

    /// <summary>
    /// Makes sure that what is recorded as keys of a table are keys of it, before anything is changed that rests on them.
    /// </summary>
    /// <exception cref="Errors.UnknownValueException">One is not.</exception>
    public void RequireKeys(BackfillTable table, IBackfillSession session)
    {
        foreach (var backfill in Backfills.Where(b => b.Name == table.Backfill.Name))
        {
            table.Require(session, backfill.Row, "cursor_key", backfill.Cursor);
            foreach (var range in FindRanges(backfill))
            {
                table.Require(session, range.Row, "to_key", range.UpTo);
                table.Require(session, range.Row, "cursor_key", range.Cursor);
            }
        }
    }

    /// <summary>The parts of one that are handed out.</summary>
    public IEnumerable<StoredRange> FindRanges(StoredBackfill backfill) => Ranges.Where(r => r.Name == backfill.Name);

    /// <summary>How far a backfill is, with what those at work have done since.</summary>
    /// <param name="backfill">The backfill.</param>
    /// <param name="lapse">After how long without a sign of life a worker counts no longer.</param>
    public BackfillRecord Record(StoredBackfill backfill, TimeSpan lapse)
    {
        List<StoredRange> ranges = [.. FindRanges(backfill)];
        var workers = ranges.Count(r => r.IsAlive(Now, lapse));
        return new BackfillRecord(
            backfill.Name,
            backfill.Version,
            BackfillStates.WithWorkers(backfill.State, workers),
            backfill.Mode,
            backfill.RowsDone + ranges.Sum(r => r.RowsDone))
        {
            RowsScanned = backfill.RowsScanned + ranges.Sum(r => r.RowsScanned),
            RowsFailed = Failed.GetValueOrDefault(backfill.Name),
            Estimate = backfill.Estimate,
            Workers = workers,
            Pass = (int)backfill.Pass,
            Attempts = backfill.Attempts,
            Elapsed = Now - backfill.StartedAt,
            ScannedBefore = backfill.ScannedBefore,
            SinceHeartbeat = Now - (ranges.Max(r => r.Heartbeat) ?? backfill.UpdatedAt),
            LastError = backfill.LastError,
        };
    }
}

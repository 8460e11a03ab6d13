using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>Reads where the backfills of the applied revisions stand, without writing anything.</summary>
internal static class BackfillReader
{
    public static async Task<IReadOnlyList<BackfillStatus>> ReadAsync(
        IDatabaseEngine engine, HistoryState historyState, TimeSpan lapse, CancellationToken cancellationToken)
    {
        var applied = historyState.Revisions.All.Except(historyState.Status.Pending).ToList();
        return applied.Count == 0 ? [] : await engine.LookAsync(processor => Read(applied, processor, lapse), cancellationToken);
    }

    private static IReadOnlyList<BackfillStatus> Read(IEnumerable<RevisionInfo> applied, RevisionProcessor processor, TimeSpan lapse)
    {
        var records = new BackfillLedger(processor).Read(lapse).ToDictionary(r => r.Name, StringComparer.Ordinal);
        return
        [
            .. from declared in BackfillCatalog.Find(applied, processor)
               let backfill = declared.Backfill
               where BackfillTable.HasColumns(backfill, processor)
               let record = records.GetValueOrDefault(backfill.Name)
               let waiting = Waiting(backfill, record, processor)
               let state = BackfillStates.WithWaiting(record?.State, waiting)
               select new BackfillStatus(backfill.Name, backfill.Table, declared.Revision, state, waiting, record?.RowsDone ?? 0)
               {
                   Backfill = backfill,
                   Mode = record?.Mode ?? (backfill.IsOnline || backfill.OnlyWhenAsked ? BackfillMode.Online : BackfillMode.Inline),
                   RowsScanned = record?.RowsScanned ?? 0,
                   Estimate = record?.Estimate,
                   Failed = record?.RowsFailed ?? 0,
                   FirstFailed = record is { RowsFailed: > 0 }
                       ? [
                           .. new FailedRows(processor, backfill.Name).Read(BackfillRefusals.Shown)
                               .Select(f => f.ShowKey(processor.Dialect))
                       ]
                       : [],
                   Workers = record?.Workers ?? 0,
                   Attempts = record?.Attempts ?? 0,
                   SinceHeartbeat = record?.Attempts > 0 ? record.SinceHeartbeat : null,
                   LastError = state is BackfillState.Due or BackfillState.Incomplete
                       ? record?.LastError
                       : null, // Else others went on after it.
                   Rate = record is { State: BackfillState.Running, Elapsed: { TotalSeconds: >= 1 } elapsed }
                       ? (record.RowsScanned - record.ScannedBefore) / elapsed.TotalSeconds
                       : null,
               },
        ];
    }

    /// <summary>
    /// What is encrypted tells by itself. To look through a whole table for anything else would cost what a status is not worth.
    /// </summary>
    private static long Waiting(Backfill backfill, BackfillRecord? record, RevisionProcessor processor)
        => backfill.Encrypts ? BackfillTable.CountWaiting(backfill, processor)
            : record is null or { IsDone: true } ? 0
            : record.Estimate is { } estimate ? Math.Max(0, estimate - record.RowsScanned)
            : BackfillTable.Count(backfill, processor);
}

using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>Reads where the backfills of the applied revisions stand, without writing anything.</summary>
internal static class BackfillReader
{
    public static async Task<IReadOnlyList<BackfillStatus>> ReadAsync(IDatabaseEngine engine, Standing standing, CancellationToken cancellationToken)
    {
        var applied = standing.Revisions.All.Except(standing.Status.Pending).ToList();
        return applied.Count == 0 ? [] : await engine.LookAsync(processor => Read(applied, processor), cancellationToken);
    }

    private static IReadOnlyList<BackfillStatus> Read(IEnumerable<RevisionInfo> applied, RevisionProcessor processor)
    {
        var records = new BackfillLedger(processor).Read().ToDictionary(r => r.Name, StringComparer.Ordinal);
        return
        [
            .. from declared in BackfillCatalog.Of(applied, processor)
               let backfill = declared.Backfill
               where BackfillBatches.HasColumns(backfill, processor)
               let waiting = BackfillBatches.CountWaiting(backfill, processor)
               let record = records.GetValueOrDefault(backfill.Name)
               select new BackfillStatus(backfill.Name, backfill.Table, declared.Revision, State(record, waiting), waiting, record?.RowsDone ?? 0)
               {
                   Backfill = backfill,
               },
        ];
    }

    private static BackfillState State(BackfillRecord? record, long waiting)
        => record is { Done: false } ? BackfillState.Due : waiting > 0 ? BackfillState.Optional : BackfillState.Done;
}

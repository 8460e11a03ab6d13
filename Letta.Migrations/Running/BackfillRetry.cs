using Letta.Migrations.Backfills;
using Letta.Migrations.Backfills.Encryption;
using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>Tries the rows of a backfill again that failed, each in a transaction of its own.</summary>
internal sealed class BackfillRetry(
    IDatabaseEngine engine,
    MigrationOptions options,
    Backfill backfill,
    EncryptValues? encryption,
    Func<CancellationToken, Task<BackfillConnection>> open,
    IProgress<MigrationProgress>? progress,
    TimeProvider time)
{
    /// <returns>How many rows were changed.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        await using var transactions = new BackfillTransactions(engine, backfill, options, open, time);
        var (batches, keys) = await transactions.RunAsync(
            session =>
            {
                new BackfillLedger(session).Ensure();
                var table = BackfillTable.Read(backfill, session);
                return (new BackfillBatches(table, backfill.Work!.Writer(table, encryption), engine.RowFault), new BackfillLedger(session).Failures(backfill.Name, int.MaxValue));
            },
            cancellationToken);

        var (rows, tried) = (0L, 0);
        foreach (var failure in keys)
        {
            var written = await transactions.RunAsync(session => One(session, batches, failure.Key), cancellationToken);
            rows += written.Rows;
            progress?.Report(new MigrationProgress.Backfilled(backfill.Name, written.Rows) { Passed = ++tried, Failed = written.Failed.Count, Estimate = keys.Count });
        }

        return rows;
    }

    private Written One(IBackfillSession session, BackfillBatches batches, string[] key)
    {
        var claims = new BackfillClaims(session, backfill.Name, worker: "", options.WorkerLapse);
        if (!claims.TakeFailed(key))
            return Written.None; // Somebody else did.

        var written = batches.One(session, key);
        foreach (var failure in written.Failed)
            claims.Fail(failure);
        claims.Retried(written);
        return written;
    }
}

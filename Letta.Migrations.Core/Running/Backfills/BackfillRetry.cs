using Letta.Migrations.Backfills;

namespace Letta.Migrations.Running;

/// <summary>
/// Tries the rows of a backfill again that failed, each in a transaction of its own. When none is left, it is a worker that sees whether it
/// is done.
/// </summary>
internal sealed class BackfillRetry(RunContext context, Backfill backfill, EncryptValues? encryption)
{
    /// <returns>How many rows were changed.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        await using var transactions = new BackfillTransactions(context, backfill);
        try
        {
            return await RunAsync(transactions, cancellationToken);
        }
        catch (Exception e) when (context.Errors.ClassifyRowError(e) is not null)
        {
            throw transactions.Translate(e); // Not what one of the rows led to.
        }
    }

    private async Task<long> RunAsync(BackfillTransactions transactions, CancellationToken cancellationToken)
    {
        var (batches, keys) = await transactions.RunAsync(
            session =>
            {
                new BackfillLedger(session).Ensure();
                var table = BackfillTable.Read(backfill, session);
                BackfillSnapshot.Read(session).RequireKeys(table, session);
                var failed = new FailedRows(session, backfill.Name).Read(int.MaxValue);
                table.Require(session, failed, alsoCast: true);
                return (new BackfillBatches(table, backfill.Work!.Writer(table, encryption), context.Errors.ClassifyRowError), failed);
            },
            cancellationToken);

        var (rows, tried) = (0L, 0);
        foreach (var failure in keys)
        {
            var written = await OneAsync(transactions, batches, failure.Key, cancellationToken);
            rows += written.Rows;
            context.Progress?.Report(new MigrationProgress.Backfilled(backfill.Name, written.Rows)
            {
                RowsScanned = ++tried,
                Failed = written.Failed.Count,
                Estimate = keys.Count
            });
        }

        if (keys.Count == 0)
            await transactions.RunAsync(
                session => Note(session, Written.None), cancellationToken); // Somebody forgot them: what waits is to be looked for.
        return rows;
    }

    private async Task<Written> OneAsync(
        BackfillTransactions transactions, BackfillBatches batches, string[] key, CancellationToken cancellationToken)
    {
        try
        {
            return await transactions.RunAsync(session => One(session, batches, key), cancellationToken);
        }
        catch (Exception e) when (context.Errors.ClassifyRowError(e) is { } fault)
        {
            return new Written(0, [new RowFailure(key, fault)]); // Said at the commit, so that it is recorded as failed still.
        }
    }

    private Written One(IBackfillSession session, BackfillBatches batches, string[] key)
    {
        var rows = new FailedRows(session, backfill.Name);
        if (!rows.Take(key))
            return Written.None; // Somebody else did.

        var written = batches.One(session, key);
        foreach (var failure in written.Failed)
            rows.Add(failure);
        return Note(session, written);
    }

    private Written Note(IBackfillSession session, Written written)
    {
        new BackfillLedger(session).Retry(backfill.Name, written);
        return written;
    }
}

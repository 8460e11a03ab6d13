using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// Works on one backfill, beside any number of others in other processes: asks for a range of the table, does it batch by batch, each in
/// one transaction with how far it is, and asks again, until nothing is left for anybody.
/// </summary>
internal sealed class BackfillWorker(RunContext context, Backfill backfill, EncryptValues? encryption) : IAsyncDisposable
{
    private readonly string _me = Guid.NewGuid().ToString("N");
    private readonly BatchSize _size = new(context.Options.BatchTarget, context.Options.MaxBatch);
    private readonly BackfillTransactions _transactions = new(context, backfill);
    private readonly BackfillReporter _reporter = new(context, backfill);
    private BackfillThrottle? _throttle;

    private BackfillThrottle Throttle => _throttle ??= new BackfillThrottle(context, backfill, _transactions, _reporter);

    /// <returns>How many rows this worker changed.</returns>
    /// <exception cref="MigrationException">Rows wait still; the exception says why and what to do next.</exception>
    /// <exception cref="OperationCanceledException">Stopped after a batch; what was committed stays.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Throttle.LetOthersGoFirstAsync(heartbeat: null, cancellationToken); // Even a look at the table would queue behind them.
            return await WorkAsync(await BeginAsync(cancellationToken), cancellationToken);
        }
        catch (Exception e) when (context.Errors.ClassifyRowError(e) is not null)
        {
            throw _transactions.Translate(e); // Not what a row of a batch led to.
        }
    }

    public ValueTask DisposeAsync() => _transactions.DisposeAsync();

    private async Task<BackfillBatches> BeginAsync(CancellationToken cancellationToken)
    {
        var (batches, estimate) = await _transactions.RunAsync(
            session =>
            {
                var ledger = new BackfillLedger(session);
                ledger.Ensure();
                var table = BackfillTable.Read(backfill, session);
                BackfillSnapshot.Read(session).RequireKeys(table, session);
                table.Require(session, new FailedRows(session, backfill.Name).Read(int.MaxValue), alsoCast: false);
                var batches = new BackfillBatches(table, backfill.Work!.Writer(table, encryption), context.Errors.ClassifyRowError);
                batches.Try(session); // A mistake in the statement shows here; what fails later is because of a row.
                var estimate = BackfillTable.Count(backfill, session);
                ledger.BeginAttempt(backfill.Name, estimate);
                return (batches, estimate);
            },
            cancellationToken);
        _reporter.Begins(estimate);
        return batches;
    }

    private async Task<long> WorkAsync(BackfillBatches batches, CancellationToken cancellationToken)
    {
        var table = batches.Table;
        while (true)
        {
            var rows = _size.RangeRows(_reporter.Estimate);
            var claim = await _transactions.RunAsync(session => Claims(session).Next(table, rows), cancellationToken);
            switch (claim.Answer)
            {
                case ClaimResult.Work:
                    _reporter.GoesOn(claim.RowsScanned);
                    batches.Committed(claim.Done, failed: 0);
                    await WorkAsync(claim.Range!, batches, cancellationToken);
                    break;
                case ClaimResult.Finish:
                    await FinishAsync(table, claim, cancellationToken);
                    break;
                case ClaimResult.Wait:
                    await Throttle.WaitAsync("others work on the rest", cancellationToken);
                    break;
                case ClaimResult.Paused:
                    await Throttle.WaitAsync("it is paused", cancellationToken);
                    break;
                case ClaimResult.Done:
                    _reporter.IsDone();
                    return _reporter.Rows;
                case ClaimResult.Incomplete:
                    throw new BackfillRefusals(context.Target.Product).Incomplete(
                        backfill, claim.Rows, await _transactions.RunAsync(session => FirstKeys(session), cancellationToken));
                case ClaimResult.Endless:
                    throw new BackfillRefusals(context.Target.Product).Endless(backfill);
                default:
                    throw new BackfillRefusals(context.Target.Product).Gone(backfill);
            }
        }
    }

    private async Task FinishAsync(BackfillTable table, BackfillClaim claim, CancellationToken cancellationToken)
    {
        var (again, corrected) = await LookAsync(table, cancellationToken);
        await _transactions.RunAsync(
            session =>
            {
                var (failed, ledger) = (new FailedRows(session, backfill.Name), new BackfillLedger(session));
                foreach (var key in corrected)
                    failed.Take(key);
                return again ? ledger.BeginPass(backfill.Name, claim.Pass) : ledger.Finish(backfill.Name, claim.Pass);
            },
            cancellationToken);
    }

    /// <summary>
    /// Whether rows wait that did not fail, and else which of those that failed wait no more: applications fixed or deleted them, or a
    /// later pass did them. Looked for while nothing is held: it may take a look at the whole table.
    /// </summary>
    private async Task<(bool Again, IReadOnlyList<string[]> Fixed)> LookAsync(BackfillTable table, CancellationToken cancellationToken)
    {
        var failed = await _transactions.RunAsync(
            session => new FailedRows(session, backfill.Name).Read(int.MaxValue)
                .ToDictionary(f => KeyText.ToJson(f.Key), f => f.Key, StringComparer.Ordinal),
            cancellationToken);
        try
        {
            var waiting = await _transactions.RunAsync(session => table.Waiting(session, failed.Count + 1L), cancellationToken);
            if (waiting is null)
                return (false, []);
            var keys = waiting.Select(KeyText.ToJson).ToHashSet(StringComparer.Ordinal);
            return keys.Any(k => !failed.ContainsKey(k))
                ? (true, [])
                : (false, [.. failed.Where(f => !keys.Contains(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value)]);
        }
        catch (Exception e) when (context.Errors.ClassifyRowError(e) is not null)
        {
            return (failed.Count == 0, []); // A row for which the condition itself fails; a pass finds it, if it has not.
        }
    }

    /// <summary>Does a range to its end; given back where that is not possible, so that nobody waits for it.</summary>
    private async Task WorkAsync(BackfillRange range, BackfillBatches batches, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Throttle.LetOthersGoFirstAsync(session => Claims(session).Heartbeat(range.Number), cancellationToken);
                var begun = context.Time.GetTimestamp();
                var (batch, paused) = await NextAsync(range, batches, cancellationToken);
                if (paused)
                {
                    await GiveBackAsync(range, error: null);
                    return;
                }

                if (batch is null or { IsLast: true })
                    return;
                var rest = context.Time.GetElapsedTime(begun) * batches.Table.Dialect.Rest;
                if (rest < context.Options.BatchPause)
                    rest = context.Options.BatchPause;
                if (rest > TimeSpan.Zero)
                    await Task.Delay(rest, context.Time, cancellationToken);
            }
        }
        catch (Exception e)
        {
            await GiveBackAsync(range, e is OperationCanceledException ? null : _transactions.Word(e));
            throw;
        }
    }

    /// <summary>
    /// One batch; none if the range is another's by now, or its revision was taken back: the next question for work tells.
    /// </summary>
    private async Task<(Batch? Batch, bool Paused)> NextAsync(
        BackfillRange range, BackfillBatches batches, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        var rows = _size.Rows;
        (Batch? Batch, bool Paused) done;
        try
        {
            done = await _transactions.RunAsync(session => Next(session, range, batches, rows, careful: false), cancellationToken);
        }
        catch (Exception e) when (context.Errors.ClassifyRowError(e) is not null)
        {
            done = await _transactions.RunAsync(session => Next(session, range, batches, rows, careful: true), cancellationToken);
        }

        if (done.Batch is not { } batch)
            return done;

        batches.Committed(batch.Written.Rows, batch.Written.Failed.Count);
        _size.Took(batch.RowsScanned, context.Time.GetElapsedTime(begun));
        _reporter.Committed(batch, batches.Table.Dialect);
        return done;
    }

    private (Batch? Batch, bool Paused) Next(IBackfillSession session, BackfillRange range, BackfillBatches batches, int rows, bool careful)
    {
        var claims = Claims(session);
        if (claims.Hold(range.Number) is not var (cursor, paused))
            return (null, false);
        if (paused)
            return (null, true);

        var batch = batches.Next(session, new KeyRange(cursor, range.UpTo), rows, careful);
        claims.Advance(range, batch);
        return (batch, false);
    }

    private async Task GiveBackAsync(BackfillRange range, string? error)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), context.Time);
        try
        {
            await _transactions.RunAsync(
                session =>
                {
                    Claims(session).Release(range.Number);
                    if (error is not null)
                        new BackfillLedger(session).NoteError(backfill.Name, error);
                    return true;
                },
                patience.Token);
        }
        catch (Exception e) when (e is MigrationException or StatementFailedException or OperationCanceledException)
        {
            Log.NotGivenBack(
                context.Logger, backfill.Name, e.GetType().Name); // It is another's when it lapses. What led here is the error to report.
        }
    }

    private IReadOnlyList<string> FirstKeys(IBackfillSession session)
        => [.. new FailedRows(session, backfill.Name).Read(BackfillRefusals.Shown).Select(f => f.ShowKey(session.Dialect))];

    private BackfillClaims Claims(IBackfillSession session) => new(session, backfill.Name, _me, context.Options.WorkerLapse);
}

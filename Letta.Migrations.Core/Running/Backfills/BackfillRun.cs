using System.Runtime.ExceptionServices;
using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// Runs backfills while applications use the database: read, work on each until nothing is left of it, and verify. It takes no lock of the
/// migrators: any number of processes may work on the same backfill, and an upgrade may go on beside it.
/// </summary>
internal sealed class BackfillRun(RunContext context, Func<CancellationToken, Task<HistoryState>> readState)
{
    private BackfillRefusals Refusals => new(context.Target.Product);

    /// <param name="name">The one to run, due or not; null for all that are due.</param>
    /// <param name="cancellationToken">Finishes the batch, and stops.</param>
    public async Task<BackfillResult> ExecuteAsync(string? name, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        try
        {
            var (historyState, all) = await ReadAsync(cancellationToken);
            var done = new List<BackfillDone>();
            var chosen = Chosen(all, name);
            if (chosen.Count > 0)
            {
                context.RefuseReadOnly(historyState.State);
                await CarryOutAsync(chosen, done, cancellationToken);
                all = await VerifyAsync(done, cancellationToken);
            }

            if (name is null && all.FirstOrDefault(b => b.State is BackfillState.Incomplete or BackfillState.Paused) is { } stuck)
                throw Stuck(stuck);
            return new BackfillResult(done, [.. all.Where(b => b.State == BackfillState.Optional)], context.Time.GetElapsedTime(begun));
        }
        catch (MigrationException e)
        {
            Log.Failed(context.Logger, context.Target, e.Code, e.What);
            throw;
        }
    }

    /// <summary>
    /// Tries the rows again that failed; where all else was done, sees that none waits. What is not through yet stays due.
    /// </summary>
    /// <param name="name">The backfill; null for all with rows that failed.</param>
    /// <param name="cancellationToken">Finishes the row, and stops.</param>
    public async Task<BackfillResult> RetryAsync(string? name, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        try
        {
            var (historyState, all) = await ReadAsync(cancellationToken);
            var named = Named(all, name).ToList();
            if (name is not null && named.Exists(b => b.State == BackfillState.Paused))
                throw Refusals.Paused(name);
            var chosen
                = named.Where(b => b.State != BackfillState.Paused && (b.State == BackfillState.Incomplete || b.Failed > 0)).ToList();
            var done = new List<BackfillDone>();
            if (chosen.Count > 0)
            {
                context.RefuseReadOnly(historyState.State);
                RefuseWithoutKey(chosen);
                using var encryption = EncryptValues.For(context.Target.Product, context.Options.EncryptionKey);
                foreach (var backfill in chosen)
                    done.Add(await RetryAsync(backfill, encryption, cancellationToken));

                (_, all) = await ReadAsync(cancellationToken);
                if (all.FirstOrDefault(
                    b => (b.State == BackfillState.Incomplete || b.Failed > 0) && chosen.Exists(c => c.Name == b.Name)) is { } again)
                    throw Stuck(again);
            }

            if (named.Find(b => b.State == BackfillState.Paused && b.Failed > 0) is { } paused)
                throw Stuck(paused);
            return new BackfillResult(done, [.. all.Where(b => b.State == BackfillState.Optional)], context.Time.GetElapsedTime(begun))
            {
                Due = [
                    .. all.Where(b => b.State is BackfillState.Due or BackfillState.Running
                        && (b.Name == name || chosen.Exists(c => c.Name == b.Name)))
                ],
            };
        }
        catch (MigrationException e)
        {
            Log.Failed(context.Logger, context.Target, e.Code, e.What);
            throw;
        }
    }

    private async Task<BackfillDone> RetryAsync(BackfillStatus status, EncryptValues? encryption, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        var rows = await new BackfillRetry(context, status.Backfill, encryption).RunAsync(cancellationToken);
        if (status.State == BackfillState.Incomplete)
        {
            var (_, all) = await ReadAsync(cancellationToken);
            if (all.FirstOrDefault(b => b.Name == status.Name) is { State: BackfillState.Due or BackfillState.Running, Failed: 0 })
            {
                await using var worker = new BackfillWorker(context, status.Backfill, encryption);
                rows += await worker.RunAsync(cancellationToken);
            }
        }

        return new BackfillDone(status.Name, rows, context.Time.GetElapsedTime(begun));
    }

    /// <summary>Pauses a backfill, or lets it go on; all of those that can be, where none is named.</summary>
    /// <returns>Those whose state was changed, as they are now.</returns>
    public async Task<IReadOnlyList<BackfillStatus>> PauseAsync(string? name, bool pause, CancellationToken cancellationToken)
    {
        var (historyState, all) = await ReadAsync(cancellationToken);
        var @event = pause ? BackfillEvent.Pause : BackfillEvent.Resume;
        var chosen = Named(all, name).Where(b => BackfillStates.Allows(@event, b.State)).ToList();
        if (chosen.Count == 0)
            return [];

        context.RefuseReadOnly(historyState.State);
        foreach (var backfill in chosen)
        {
            await using var transactions = new BackfillTransactions(context, backfill.Backfill);
            await transactions.RunAsync(
                session =>
                {
                    var ledger = new BackfillLedger(session);
                    ledger.Ensure();
                    return pause ? ledger.Pause(backfill.Name) : ledger.Resume(backfill.Name);
                },
                cancellationToken);
        }

        (_, all) = await ReadAsync(cancellationToken);
        return [.. all.Where(b => chosen.Exists(c => c.Name == b.Name))];
    }

    /// <summary>Where the database and its backfills stand.</summary>
    public async Task<(HistoryState HistoryState, IReadOnlyList<BackfillStatus> All)> ReadAsync(CancellationToken cancellationToken)
    {
        var historyState = (await readState(cancellationToken)).Validate(context.Options.AllowNewer);
        return (
            historyState,
            await context.RetryTransientAsync(
                token => BackfillReader.ReadAsync(context.Engine, historyState, context.Options.WorkerLapse, token), cancellationToken));
    }

    private IEnumerable<BackfillStatus> Named(IReadOnlyList<BackfillStatus> all, string? name)
    {
        if (name is not null && all.All(b => b.Name != name))
            throw Refusals.NotThere(name, all, context.Target);

        return all.Where(b => name is null || b.Name == name);
    }

    private List<BackfillStatus> Chosen(IReadOnlyList<BackfillStatus> all, string? name)
        => [
            .. Named(all, name)
                .Where(b => name is null ? b.State is BackfillState.Due or BackfillState.Running : b.State != BackfillState.Done)
        ];

    private void RefuseWithoutKey(List<BackfillStatus> chosen)
    {
        if (context.Options.EncryptionKey is null && chosen.Find(b => b.Backfill.Encrypts && (b.Waiting > 0 || b.Failed > 0)) is { } first)
            throw Refusals.NoKey(first.Table, Math.Max(first.Waiting, first.Failed));
    }

    /// <summary>
    /// One after the other. One that cannot go on keeps none of the others from being done; the first such error is thrown when they are.
    /// </summary>
    private async Task CarryOutAsync(List<BackfillStatus> chosen, List<BackfillDone> done, CancellationToken cancellationToken)
    {
        using var encryption = EncryptValues.For(context.Target.Product, context.Options.EncryptionKey);
        MigrationException? first = null;
        foreach (var backfill in chosen)
        {
            try
            {
                done.Add(await CarryOutAsync(backfill, encryption, cancellationToken));
            }
            catch (MigrationException e) when (chosen.Count > 1 && e.Code != ExitCode.Unreachable)
            {
                first ??= e;
                Log.BackfillLeft(context.Logger, backfill.Name, e.What);
            }
        }

        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
    }

    private async Task<BackfillDone> CarryOutAsync(BackfillStatus status, EncryptValues? encryption, CancellationToken cancellationToken)
    {
        if (status.State is BackfillState.Paused or BackfillState.Incomplete)
            throw Stuck(status);
        RefuseWithoutKey([status]);

        var begun = context.Time.GetTimestamp();
        if (status.State == BackfillState.Optional)
        {
            await using var transactions = new BackfillTransactions(context, status.Backfill);
            await transactions.RunAsync(
                session =>
                {
                    new BackfillLedger(session).Record(
                        new BackfillOutcome(status.Backfill, BackfillMode.Online, status.Waiting),
                        status.Revision.Version,
                        context.Time.GetUtcNow());
                    return true;
                },
                cancellationToken);
        }

        await using var worker = new BackfillWorker(context, status.Backfill, encryption);
        return new BackfillDone(status.Name, await worker.RunAsync(cancellationToken), context.Time.GetElapsedTime(begun));
    }

    /// <summary>Exit code 0 means this: another connection found no row that waits.</summary>
    private async Task<IReadOnlyList<BackfillStatus>> VerifyAsync(List<BackfillDone> done, CancellationToken cancellationToken)
    {
        var (_, all) = await ReadAsync(cancellationToken);
        return all.FirstOrDefault(b => done.Exists(d => d.Name == b.Name) && b.State != BackfillState.Done) is { } again
            ? throw Stuck(again)
            : all;
    }

    private NeedsHumanException Stuck(BackfillStatus backfill) => backfill.State switch
    {
        BackfillState.Paused => Refusals.Paused(backfill.Name),
        BackfillState.Incomplete => Refusals.Incomplete(backfill.Backfill, backfill.Failed, backfill.FirstFailed),
        _ => Refusals.Again(backfill.Backfill),
    };
}

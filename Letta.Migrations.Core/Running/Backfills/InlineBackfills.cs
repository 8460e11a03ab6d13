using Letta.Migrations.Backfills;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// The backfills that an upgrade carries out itself: those of a revision before the next one, and those that a revision requires.
/// </summary>
internal sealed class InlineBackfills(RunContext context)
{
    private readonly List<BackfillDone> _done = [];

    private BackfillRefusals Refusals => new(context.Target.Product);

    /// <summary>What was carried out so far, in order.</summary>
    public IReadOnlyList<BackfillDone> Done => _done;

    /// <summary>Finishes every backfill that an upgrade does not go on without.</summary>
    /// <param name="applied">The revisions that are applied.</param>
    /// <param name="cancellationToken">Finishes the batch, and stops.</param>
    public Task FinishAsync(IReadOnlyList<RevisionInfo> applied, CancellationToken cancellationToken)
        => CarryOutAsync(applied, record => record.Mode == BackfillMode.Inline, cancellationToken);

    /// <summary>Finishes the backfills that the next revision requires.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="applied">The revisions that are applied.</param>
    /// <param name="cancellationToken">Finishes the batch, and stops.</param>
    public Task RequireAsync(IReadOnlyCollection<string> names, IReadOnlyList<RevisionInfo> applied, CancellationToken cancellationToken)
        => CarryOutAsync(applied, record => names.Contains(record.Name, StringComparer.Ordinal), cancellationToken);

    private async Task CarryOutAsync(
        IReadOnlyList<RevisionInfo> applied, Func<BackfillRecord, bool> meant, CancellationToken cancellationToken)
    {
        try
        {
            var records = await context.RetryTransientAsync(
                token => context.Engine.LookAsync(processor => new BackfillLedger(processor).Read(context.Options.WorkerLapse), token),
                cancellationToken);
            foreach (var record in records.Where(r => !r.IsDone && meant(r)))
            {
                if (applied.FirstOrDefault(r => r.Version == record.Version) is { } revision)
                    await CarryOutAsync(record, revision, cancellationToken);
            }
        }
        catch (MigrationException e)
        {
            e.At ??= applied.Count == 0 ? "base" : applied[^1].Id;
            throw;
        }
    }

    private async Task CarryOutAsync(BackfillRecord record, RevisionInfo revision, CancellationToken cancellationToken)
    {
        var backfill = BackfillCatalog.Find(revision, record.Name, OfflineSchema.For(context.Target))
            ?? throw Refusals.Unknown(record.Name, record.Version);
        if (context.Options.NoInline)
            throw Refusals.NotInline(record.Name, revision);
        if (record.State == BackfillState.Paused)
            throw Refusals.Paused(record.Name);
        if (backfill.Encrypts && context.Options.EncryptionKey is null)
            throw Refusals.NoKey(
                backfill.Table,
                await context.RetryTransientAsync(
                    token => context.Engine.LookAsync(p => BackfillTable.CountWaiting(backfill, p), token), cancellationToken));

        using var encryption = backfill.Encrypts ? EncryptValues.For(context.Target.Product, context.Options.EncryptionKey) : null;
        await using var worker = new BackfillWorker(context, backfill, encryption);
        var begun = context.Time.GetTimestamp();
        var rows = await worker.RunAsync(cancellationToken);
        _done.Add(new BackfillDone(backfill.Name, rows, context.Time.GetElapsedTime(begun)));
    }
}

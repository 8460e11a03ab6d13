using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Product;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>
/// What becomes of the backfills that revisions declare: recorded as due with the revision, reported when it is committed.
/// </summary>
internal sealed class RevisionBackfills(MigrationProduct product, ILogger logger, TimeProvider time)
{
    private readonly List<DueBackfill> _due = [];
    private readonly Dictionary<(RevisionInfo Revision, string Name), BackfillOutcome> _recorded = []; // A revision may be tried again.

    /// <summary>What was left to be done by others so far, each once.</summary>
    public IReadOnlyList<DueBackfill> Due => _due;

    /// <summary>
    /// Writes down, in the transaction of a revision, that it is taken back. Before its steps, which lock tables that others work on.
    /// </summary>
    public static void Forget(RevisionInfo revision, RevisionProcessor processor) => new BackfillLedger(processor).Forget(revision.Version);

    /// <summary>Writes down, in the transaction of a revision, what it leaves to be done.</summary>
    public void Record(RevisionInfo revision, RevisionProcessor processor)
    {
        while (processor.Backfilled.TryDequeue(out var outcome))
        {
            _recorded[(revision, outcome.Backfill.Name)] = outcome;
            new BackfillLedger(processor).Record(outcome, revision.Version, time.GetUtcNow());
        }
    }

    /// <summary>
    /// Writes down, of a revision that is recorded without being run, the backfills for which rows wait. Where no condition says which
    /// wait, any row will do.
    /// </summary>
    public void RecordWaiting(RevisionInfo revision, IRevisionSession session)
    {
        var processor = session.Processor;
        var declared = RevisionSteps.Collect(revision, PlanKind.Up, session).Changes.OfType<BackfillExpression>().Select(e => e.Backfill);
        foreach (var backfill in declared)
        {
            if (backfill.OnlyWhenAsked || !BackfillTable.HasColumns(backfill, processor) || !BackfillTable.MayWait(backfill, processor))
                continue;

            var putOff = backfill.Encrypts && processor.Encryption is null;
            var (mode, waiting) = (
                putOff || backfill.IsOnline ? BackfillMode.Online : BackfillMode.Inline,
                putOff ? BackfillTable.CountWaiting(backfill, processor) : 0);
            processor.Backfilled.Enqueue(new BackfillOutcome(backfill, mode, waiting) { IsPutOff = putOff });
        }

        Record(revision, processor);
    }

    /// <summary>Tells of what was committed.</summary>
    /// <param name="carriesOut">
    /// Whether what an upgrade does not go on without is carried out now; otherwise it is left like the rest.
    /// </param>
    /// <returns>Whether there is such a backfill among it.</returns>
    public bool Tell(bool carriesOut)
    {
        var inline = false;
        foreach (var ((revision, _), outcome) in _recorded)
        {
            var (backfill, mode, rows) = outcome;
            if (mode == BackfillMode.Inline && carriesOut)
            {
                inline = true;
                _due.RemoveAll(d => d.Name == backfill.Name);
                Log.Backfilled(logger, revision.Version, backfill.Name);
            }
            else if (_due.All(d => d.Name != backfill.Name))
            {
                _due.Add(new DueBackfill(backfill.Name, backfill.Table, rows) { NeedsKey = outcome.IsPutOff });
                if (outcome.IsPutOff)
                    Log.PutOff(
                        logger,
                        rows,
                        rows == 1 ? "row" : "rows",
                        backfill.Table,
                        rows == 1 ? "waits" : "wait",
                        product.EncryptionKeyVariable,
                        product.CommandName);
                else
                    Log.LeftToRun(logger, backfill.Name, backfill.Table, product.CommandName);
            }
        }

        _recorded.Clear();
        return inline;
    }
}

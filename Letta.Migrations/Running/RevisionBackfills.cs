using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>What becomes of the backfills that revisions declare: written down with the revision, told when it is committed.</summary>
internal sealed class RevisionBackfills(ILogger logger, TimeProvider time)
{
    private readonly List<DueBackfill> _due = [];
    private readonly Dictionary<(RevisionInfo Revision, string Name), BackfillOutcome> _recorded = []; // A revision may be tried again.

    /// <summary>What was put off so far, each once.</summary>
    public IReadOnlyList<DueBackfill> Due => _due;

    /// <summary>Writes down, in the transaction of a revision, that it is taken back.</summary>
    public static void Forget(RevisionInfo revision, RevisionProcessor processor) => new BackfillLedger(processor).Forget(revision.Version);

    /// <summary>Writes down, in the transaction of a revision, what it put off or did.</summary>
    public void Record(RevisionInfo revision, RevisionProcessor processor)
    {
        var ledger = new BackfillLedger(processor);
        while (processor.Backfilled.TryDequeue(out var outcome))
        {
            _recorded[(revision, outcome.Backfill.Name)] = outcome;
            if (outcome.IsPutOff)
                ledger.PutOff(outcome.Backfill.Name, revision.Version, time.GetUtcNow());
            else
                ledger.Finish(outcome.Backfill.Name, time.GetUtcNow());
        }
    }

    /// <summary>Tells of what was committed.</summary>
    public void Tell()
    {
        foreach (var ((revision, _), (backfill, rows, isPutOff)) in _recorded)
        {
            if (!isPutOff)
            {
                _due.RemoveAll(d => d.Name == backfill.Name);
                Log.Backfilled(logger, revision.Version, backfill.Name, rows);
            }
            else if (_due.All(d => d.Name != backfill.Name))
            {
                _due.Add(new DueBackfill(backfill.Name, backfill.Table, rows));
                Log.PutOff(logger, rows, rows == 1 ? "row" : "rows", backfill.Table, rows == 1 ? "waits" : "wait", MigrationOptionsReader.KeyName);
            }
        }

        _recorded.Clear();
    }
}

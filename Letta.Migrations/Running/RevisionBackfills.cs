using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>What becomes of the backfills that revisions declare: written down with the revision, told when it is committed.</summary>
internal sealed class RevisionBackfills(ILogger logger, TimeProvider time)
{
    private readonly List<DueBackfill> _due = [];
    private List<BackfillOutcome> _recorded = [];

    /// <summary>What was put off so far, each once.</summary>
    public IReadOnlyList<DueBackfill> Due => _due;

    /// <summary>Writes down, in the transaction of the unit, what its revisions put off or did, and forgets what they take back.</summary>
    public void Record(ApplyUnit unit, RevisionProcessor processor)
    {
        var ledger = new BackfillLedger(processor);
        foreach (var revision in unit.Revisions.Except(unit.After))
            ledger.Forget(revision.Version);

        _recorded = [];
        while (processor.Backfilled.TryDequeue(out var outcome))
        {
            _recorded.Add(outcome);
            if (outcome.IsPutOff)
                ledger.PutOff(outcome.Backfill.Name, unit.Revision.Version, time.GetUtcNow());
            else
                ledger.Finish(outcome.Backfill.Name, time.GetUtcNow());
        }
    }

    /// <summary>Tells of the unit that was committed.</summary>
    public void Tell(RevisionInfo revision)
    {
        foreach (var (backfill, rows, isPutOff) in _recorded)
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

        _recorded = [];
    }
}

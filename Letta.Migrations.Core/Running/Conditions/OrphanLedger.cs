using Letta.Migrations.Engines;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running.Conditions;

/// <summary>Writes down in the ledger which orphans a transaction resolved, and reports them once it is committed.</summary>
/// <param name="copies">The table with the copies.</param>
/// <param name="progress">Receives what happens.</param>
/// <param name="logger">Receives what happens.</param>
/// <param name="time">The clock.</param>
internal sealed class OrphanLedger(string copies, IProgress<MigrationProgress>? progress, ILogger logger, TimeProvider time)
{
    private readonly List<ResolvedOrphans> _all = [];
    private IReadOnlyList<ResolvedOrphans> _recorded = [];

    /// <summary>What was resolved, and is committed.</summary>
    public IReadOnlyList<ResolvedOrphans> All => _all;

    /// <summary>Writes down what the processor resolved in this transaction; what an earlier try of it resolved was rolled back.</summary>
    public void Record(RevisionInfo revision, IRevisionSession session)
    {
        _recorded = [.. session.Processor.Resolved];
        session.Processor.Resolved.Clear();
        foreach (var orphans in _recorded)
            session.Store.Note(new LedgerEntry(
                revision.Version, revision.ForeignId, orphans.ToString(), "orphan", time.GetUtcNow(), Duration: null, Adds: false));
    }

    /// <summary>Reports what was written down last: it is committed.</summary>
    public void Committed()
    {
        var committed = _recorded;
        _recorded = [];
        if (committed.Count == 0)
            return;

        _all.AddRange(committed);
        foreach (var orphans in committed)
            Log.OrphansResolved(logger, orphans.Rows, orphans.Table, orphans.Deleted ? "deleted" : "set to NULL", orphans.Key, copies);
        progress?.Report(new MigrationProgress.OrphansResolved(committed));
    }
}

using Letta.Migrations.Engines;
using Letta.Migrations.Running.Checksums;

namespace Letta.Migrations.Running;

/// <summary>Measures the revisions of a unit and tells what becomes of them.</summary>
/// <param name="unit">The unit.</param>
/// <param name="before">How many revisions this run carried out before it.</param>
/// <param name="all">How many it has to carry out.</param>
/// <param name="checksums">What the ledger says of a revision that is applied.</param>
/// <param name="context">What the run works with.</param>
internal sealed class UnitReporter(ApplyUnit unit, int before, int all, RevisionChecksums checksums, RunContext context)
{
    private readonly List<AppliedRevision> _finished = [];
    private readonly Dictionary<RevisionInfo, IReadOnlyList<Loss>> _losses = [];
    private DateTimeOffset _startedAt;
    private long _begun;

    public void Started(RevisionInfo revision)
    {
        if (revision == unit.Revision)
            _finished.Clear(); // A unit that is tried again begins with its first.
        (_startedAt, _begun) = (context.Time.GetUtcNow(), context.Time.GetTimestamp());
        context.Progress?.Report(new MigrationProgress.Started(revision, before + _finished.Count + 1, all));
        Log.Started(context.Logger, revision);
    }

    public void Stepped(int done, int of)
    {
        context.Progress?.Report(new MigrationProgress.Stepped(unit.Revision, done, of));
        Log.Stepped(context.Logger, unit.Revision.Version, done, of);
    }

    /// <summary>What a revision drops.</summary>
    public void Loses(RevisionInfo revision, IReadOnlyList<Loss> losses) => _losses[revision] = losses;

    public void Finished(RevisionInfo revision) => Finished(revision, context.Time.GetElapsedTime(_begun));

    public void Finished(RevisionInfo revision, TimeSpan duration)
    {
        _finished.Add(new AppliedRevision(revision, duration) { Losses = LossesOf(revision) });
        context.Progress?.Report(new MigrationProgress.Finished(revision, before + _finished.Count, all, duration));
    }

    /// <summary>Tells that all of it is there to stay, and only now what was lost.</summary>
    public IReadOnlyList<AppliedRevision> Committed()
    {
        context.Progress?.Report(new MigrationProgress.Committed(unit.Revisions));
        foreach (var applied in _finished)
        {
            var (revision, duration) = applied;
            Log.Finished(context.Logger, revision, duration);
            foreach (var loss in applied.Losses)
            {
                context.Progress?.Report(new MigrationProgress.Lost(revision, loss));
                Log.Lost(context.Logger, revision.Version, loss.What, loss.Rows, loss.Table);
            }
        }

        return _finished;
    }

    /// <summary>What the ledger says of the revision that was started last.</summary>
    public LedgerEntry Entry(RevisionInfo revision)
        => new(
            revision.Version,
            revision.ForeignId,
            revision.Name,
            unit.Word,
            _startedAt,
            unit.Recorded ? null : context.Time.GetElapsedTime(_begun),
            unit.After.Contains(revision))
        {
            Losses = LossesOf(revision),
            Checksum = unit.After.Contains(revision) ? checksums.Compute(revision) : null,
        };

    private IReadOnlyList<Loss> LossesOf(RevisionInfo revision) => _losses.GetValueOrDefault(revision, []);
}

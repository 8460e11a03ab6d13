using Letta.Migrations.Engines;
using Letta.Migrations.Running.Checksums;
using Microsoft.Extensions.Logging;

namespace Letta.Migrations.Running;

/// <summary>Measures the revisions of a unit and tells what becomes of them.</summary>
/// <param name="unit">The unit.</param>
/// <param name="before">How many revisions this run carried out before it.</param>
/// <param name="all">How many it has to carry out.</param>
/// <param name="checksums">What the ledger says of a revision that is applied.</param>
/// <param name="progress">Is told what happens.</param>
/// <param name="logger">Is told what happens.</param>
/// <param name="time">The clock.</param>
internal sealed class UnitReporter(
    ApplyUnit unit,
    int before,
    int all,
    RevisionChecksums checksums,
    IProgress<MigrationProgress>? progress,
    ILogger logger,
    TimeProvider time)
{
    private readonly List<AppliedRevision> _finished = [];
    private readonly Dictionary<RevisionInfo, IReadOnlyList<Loss>> _losses = [];
    private DateTimeOffset _startedAt;
    private long _begun;

    public void Started(RevisionInfo revision)
    {
        if (revision == unit.Revision)
            _finished.Clear(); // A unit that is tried again begins with its first.
        (_startedAt, _begun) = (time.GetUtcNow(), time.GetTimestamp());
        progress?.Report(new MigrationProgress.Started(revision, before + _finished.Count + 1, all));
        Log.Started(logger, revision);
    }

    public void Stepped(int done, int of)
    {
        progress?.Report(new MigrationProgress.Stepped(unit.Revision, done, of));
        Log.Stepped(logger, unit.Revision.Version, done, of);
    }

    /// <summary>What a revision drops.</summary>
    public void Loses(RevisionInfo revision, IReadOnlyList<Loss> losses) => _losses[revision] = losses;

    public void Finished(RevisionInfo revision) => Finished(revision, time.GetElapsedTime(_begun));

    public void Finished(RevisionInfo revision, TimeSpan duration)
    {
        _finished.Add(new AppliedRevision(revision, duration) { Losses = LossesOf(revision) });
        progress?.Report(new MigrationProgress.Finished(revision, before + _finished.Count, all, duration));
    }

    /// <summary>Tells that all of it is there to stay, and only now what was lost.</summary>
    public IReadOnlyList<AppliedRevision> Committed()
    {
        progress?.Report(new MigrationProgress.Committed(unit.Revisions));
        foreach (var applied in _finished)
        {
            var (revision, duration) = applied;
            Log.Finished(logger, revision, duration);
            foreach (var loss in applied.Losses)
            {
                progress?.Report(new MigrationProgress.Lost(revision, loss));
                Log.Lost(logger, revision.Version, loss.What, loss.Rows, loss.Table);
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
            unit.Recorded ? null : time.GetElapsedTime(_begun),
            unit.After.Contains(revision))
        {
            Losses = LossesOf(revision),
            Checksum = unit.After.Contains(revision) ? checksums.Of(revision) : null,
        };

    private IReadOnlyList<Loss> LossesOf(RevisionInfo revision) => _losses.GetValueOrDefault(revision, []);
}

using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>
/// Fills an empty database revision by revision, where all of them end with the same commit: the engine carries out one while the next is
/// written down. What is reported of a revision waits until it is carried out, so that it is reported in order, and an error has its owner.
/// </summary>
/// <param name="unit">All revisions.</param>
/// <param name="reporter">Receives what happens.</param>
/// <param name="work">Keeps the revision that an error belongs to.</param>
/// <param name="time">The clock.</param>
internal sealed class BootstrapRun(ApplyUnit unit, UnitReporter reporter, CancellableSession work, TimeProvider time)
{
    private readonly Queue<(RevisionInfo Revision, Task<(long Timestamp, DateTimeOffset Time)> Done)> _handedOver = [];
    private readonly List<LedgerEntry> _entries = [];
    private (long Timestamp, DateTimeOffset Time) _since;
    private bool _started;

    /// <summary>
    /// What the ledger says of the revisions. They overlap, so a revision begins for it when the one before is done, and their durations
    /// add up.
    /// </summary>
    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>Carries out all of them; throws the error of the first that fails.</summary>
    /// <param name="carryOut">Carries out one; its task ends when the engine is done with it.</param>
    public void Run(Func<RevisionInfo, Task> carryOut)
    {
        _since = Now();
        foreach (var revision in unit.Revisions)
        {
            Tell(all: false);
            if (_handedOver.Count == 0)
                Start(revision);
            try
            {
                _handedOver.Enqueue((revision, WhenDoneAsync(carryOut(revision))));
            }
            catch
            {
                Tell(all: true); // Of two errors the earlier revision's is the one to tell: it throws here.
                Start(revision);
                throw;
            }
        }

        Tell(all: true);
    }

    /// <summary>Tells of those that are carried out, in order.</summary>
    private void Tell(bool all)
    {
        while (_handedOver.TryPeek(out var next) && (all || next.Done.IsCompleted))
        {
            Start(next.Revision);
            var done = next.Done.GetAwaiter().GetResult();
            _handedOver.Dequeue();
            if (done.Timestamp < _since.Timestamp)
                done = _since; // Each is done on a thread of its own, and the later one may have been the first to read the clock.
            var duration = time.GetElapsedTime(_since.Timestamp, done.Timestamp);
            _entries.Add(reporter.Entry(next.Revision) with { StartedAt = _since.Time, Duration = duration });
            reporter.Finished(next.Revision, duration);
            _since = done;
        }

        if (_handedOver.TryPeek(out var running))
            Start(running.Revision);
    }

    private void Start(RevisionInfo revision)
    {
        if (work.Revision == revision && _started)
            return;

        _started = true;
        work.Revision = revision;
        reporter.Started(revision);
    }

    private async Task<(long, DateTimeOffset)> WhenDoneAsync(Task done)
    {
        await done.ConfigureAwait(false);
        return Now();
    }

    private (long, DateTimeOffset) Now() => (time.GetTimestamp(), time.GetUtcNow());
}

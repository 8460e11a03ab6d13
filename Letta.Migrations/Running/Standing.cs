using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running.Checksums;

namespace Letta.Migrations.Running;

/// <summary>Where a database stands in a history, and whether it may be moved from there.</summary>
/// <param name="Status">What a user is told.</param>
/// <param name="State">What the database says of itself.</param>
/// <param name="Revisions">The history.</param>
/// <param name="Checksums">What its revisions do.</param>
internal sealed record Standing(DatabaseStatus Status, DatabaseState State, RevisionSet Revisions, RevisionChecksums Checksums)
{
    /// <summary>How many revisions of the history are applied.</summary>
    public int Depth => Revisions.All.Count - Status.Pending.Count;

    /// <summary>The backfills of applied revisions that are not done, and without which the database is not where its revisions say.</summary>
    public IReadOnlyList<UnfinishedBackfill> Unfinished { get; } = [.. State.Unfinished.Where(u => State.Applied.Any(a => a.Version == u.Version) && Revisions.Find(u.Version) is not null)];

    /// <summary>Whether nothing is left to be done by this build. Only what was <see cref="Checked"/> is a standing to ask this of.</summary>
    public bool IsAtHead => Status.Pending.Count == 0 && Status.Begun is null or { Revision: null } && Unfinished.Count == 0;

    public static Standing Of(DatabaseTarget target, RevisionSet revisions, DatabaseState state, RevisionChecksums checksums)
    {
        var applied = state.Applied.Select(a => a.Version).ToHashSet();
        var status = new DatabaseStatus(
            target,
            revisions.All.LastOrDefault(r => applied.Contains(r.Version)),
            revisions.Head,
            [.. revisions.All.Where(r => !applied.Contains(r.Version))],
            [.. applied.Where(v => revisions.Find(v) is null).Order()],
            BegunRevision.From(state.Begun, revisions));
        return new Standing(status, state, revisions, checksums);
    }

    /// <summary>What <c>alembic_version</c> holds when exactly these revisions are applied.</summary>
    public static string? AlembicHead(IEnumerable<RevisionInfo> applied) => applied.LastOrDefault(r => r.AlembicId is not null)?.AlembicId;

    /// <summary>Whether <c>alembic_version</c>, where there is one, holds what it must when exactly these revisions are applied.</summary>
    public bool AgreesWithAlembic(IEnumerable<RevisionInfo> applied)
        => State.AlembicIds is not { } ids || ids.SequenceEqual(AlembicHead(applied) is { } expected ? [expected] : []);

    /// <summary>This standing, if a run may begin from it.</summary>
    /// <exception cref="UnexpectedDatabaseException">The database is not what this build expects.</exception>
    public Standing Checked(bool allowNewer)
    {
        RefuseUnadopted();
        RefuseUnknown(allowNewer);
        RefuseBegunByOthers(allowNewer);
        RefuseGaps();
        if (Status.Unknown.Count == 0)
            RefuseOtherAlembicHead();
        return this;
    }

    /// <summary>How much of the next revision is done already; null if nothing of it is.</summary>
    /// <param name="direction">Which way the run goes.</param>
    /// <param name="next">The first revision that it applies or reverts; null if it does neither.</param>
    /// <exception cref="UnexpectedDatabaseException">A revision is half done, and the run would not finish it.</exception>
    public StepMarker? Resumed(Direction direction, RevisionInfo? next)
    {
        if (State.Begun is not { } marker || Status.Begun is not { Revision: { } revision } begun)
            return null;
        if (begun.Down == (direction == Direction.Down) && direction != Direction.Stamp && revision == next)
            return marker;

        var isNext = Depth + (begun.Down ? 0 : 1) == revision.Number;
        throw new UnexpectedDatabaseException(
            $"{Status.Target} is in the middle of {(begun.Down ? "taking back " : "")}revision {revision.Id} ({revision.Name}): {begun.Steps} are done.",
            isNext
                ? $"Finish that first: {begun.Command}"
                : $"But the recorded revisions were changed since, so it cannot go on: mend the schema by hand, then delete the row of \"{Bookkeeping.Step}\".");
    }

    /// <summary>A schema that nobody recorded is not ours to change.</summary>
    private void RefuseUnadopted()
    {
        if (State.HasVersionTable || State.OtherTable is null)
            return;

        var alembic = State.AlembicIds is [var id] ? id : null;
        throw new UnexpectedDatabaseException(
            alembic is null
                ? $"{Status.Target} has tables (\"{State.OtherTable}\" is one) but no record of revisions, so it was not touched."
                : $"{Status.Target} was brought to {alembic} by Alembic and is not adopted yet, so it was not touched.",
            alembic is null
                ? "If they are Letta's, record the revision that they are at: letta stamp <revision>. Otherwise use an empty database or another schema."
                : "Adopt it where it is: letta adopt, then run the same command again.");
    }

    private void RefuseUnknown(bool allowNewer)
    {
        if (Status.Unknown.Count == 0)
            return;
        var newer = IsPastHead(Status.Unknown[0]);
        if (newer && allowNewer && Status.Pending.Count == 0)
            return;

        var versions = string.Join(", ", Status.Unknown.Take(5)) + (Status.Unknown.Count > 5 ? ", …" : "");
        throw new UnexpectedDatabaseException(
            $"{Status.Target} has {Status.Unknown.Count} {(Status.Unknown.Count == 1 ? "revision" : "revisions")} that this build does not know: {versions}.",
            newer
                ? "A newer build brought it there: run that build, or start this one with --allow-newer if its application tolerates the newer schema; "
                    + "or, on a local database: letta reset"
                : "They are not in this build's history: run the build that has them, or make a local database anew: letta reset");
    }

    private void RefuseBegunByOthers(bool allowNewer)
    {
        if (Status.Begun is not { Revision: null } begun || (allowNewer && Status.Pending.Count == 0 && IsPastHead(begun.Version)))
            return;

        throw new UnexpectedDatabaseException(
            $"{Status.Target} is in the middle of revision {begun.Version}, which this build does not know: {begun.Steps} are done.",
            "Finish it with the build that began it.");
    }

    /// <summary>What lies before head and is unknown is not newer: it is of another branch, or was deleted.</summary>
    private bool IsPastHead(long version) => Status.Head is null || version > Status.Head.Version;

    /// <summary>A revision older than the newest applied one was never run: applying it now would be another history than everybody else's.</summary>
    private void RefuseGaps()
    {
        var skipped = Revisions.All.Take(Revisions.All.Count - Status.Pending.Count).Any(r => Status.Pending.Contains(r));
        if (!skipped)
            return;

        var first = Status.Pending[0];
        throw new UnexpectedDatabaseException(
            $"{Status.Target} is at {Status.Current!.Id}, but the older revision {first.Id} ({first.Name}) was never applied to it.",
            $"Give revision {first.Version} a version newer than {Status.Current.Version}, or on a local database: letta downgrade to before it, then letta upgrade.");
    }

    /// <summary>An empty <c>alembic_version</c> says something, too: <c>alembic downgrade base</c> drops Letta's tables and leaves it behind.</summary>
    private void RefuseOtherAlembicHead()
    {
        var applied = Revisions.All.Take(Depth);
        if (AgreesWithAlembic(applied))
            return;

        var (expected, ids) = (AlembicHead(applied), State.AlembicIds!);
        var says = ids.Count == 0 ? "is empty" : $"says {string.Join(", ", ids)}";
        throw new UnexpectedDatabaseException(
            $"{Status.Target} is at {expected ?? "base"} by \"VersionInfo\", but \"alembic_version\" {says}: Alembic has moved it since.",
            "Find out which of the two ran last, then record where the schema really is: letta stamp <revision>.");
    }
}

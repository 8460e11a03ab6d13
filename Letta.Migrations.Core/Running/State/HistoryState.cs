using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Running.Checksums;

namespace Letta.Migrations.Running;

/// <summary>Where a database stands in a history, and whether it may be moved from there.</summary>
/// <param name="Status">What a user sees.</param>
/// <param name="State">What the database says of itself.</param>
/// <param name="Revisions">The history.</param>
/// <param name="Checksums">What its revisions do.</param>
internal sealed record HistoryState(DatabaseStatus Status, RecordedState State, RevisionSet Revisions, RevisionChecksums Checksums)
{
    /// <summary>Whose database it is.</summary>
    public MigrationProduct Product => Status.Target.Product;

    /// <summary>The other tool whose record is kept in step; null where there is none, or where the history has no ids of it.</summary>
    public CompanionRecord? Companion => Revisions.HasForeignIds ? Product.Companion : null;

    /// <summary>How many revisions of the history are applied.</summary>
    public int Depth => Revisions.All.Count - Status.Pending.Count;

    /// <summary>
    /// The backfills of applied revisions that are not done, and without which the database is not where its revisions say.
    /// </summary>
    public IReadOnlyList<StoredBackfill> Unfinished { get; } = [
        .. State.Unfinished.Where(u => State.Applied.Any(a => a.Version == u.Version) && Revisions.Find(u.Version) is not null)
    ];

    /// <summary>
    /// Whether nothing is left to be done by this build. Asked only of a state that <see cref="Validate"/> returned.
    /// </summary>
    public bool IsAtHead => Status.Pending.Count == 0 && Status.InProgress is null or { Revision: null } && Unfinished.Count == 0;

    public static HistoryState Create(DatabaseTarget target, RevisionSet revisions, RecordedState state, RevisionChecksums checksums)
    {
        var (applied, companion) = (state.Applied.Select(a => a.Version).ToHashSet(), CompanionStatus.Create(revisions, state));
        var status = new DatabaseStatus(
            target,
            revisions.All.LastOrDefault(r => applied.Contains(r.Version)),
            revisions.Head,
            [.. revisions.All.Where(r => !applied.Contains(r.Version))],
            [.. applied.Where(v => revisions.Find(v) is null).Order()],
            InProgressRevision.From(state.InProgress, revisions))
        {
            Companion = companion,
            IsRecorded = state.HasVersionTable || (state.OtherTable is null && companion is null or { Ids.Count: 0 }),
        };
        foreach (var backfill in state.Backfills.Where(b => b.State != BackfillState.Done))
            UnknownBackfill.Refuse(backfill, revisions, target, applied);
        return new HistoryState(status, state, revisions, checksums);
    }

    /// <summary>
    /// Whether the record of the other tool holds what it must when exactly the recorded revisions are applied; true where there is no such
    /// tool.
    /// </summary>
    public bool AgreesWithCompanion
        => Status.Companion?.Agrees ?? (Companion is null || CompanionStatus.HeadOf(Revisions.All.Except(Status.Pending)) is null);

    /// <summary>
    /// Whether there are tables, and nothing says which revision they are at: then the schema itself is all there is to tell.
    /// </summary>
    public bool LacksRecord
        => State is { Applied.Count: 0, InProgress: null, OtherTable: not null } && Status.Companion is null or { Ids.Count: 0 };

    /// <summary>This state, if a run may begin from it.</summary>
    /// <exception cref="UnexpectedDatabaseException">The database is not what this build expects.</exception>
    public HistoryState Validate(bool allowNewer) => Assessment.Assess(this, allowNewer) is { } refusal ? throw refusal : this;

    /// <summary>What a user sees who only asks, with the reason why no run may begin.</summary>
    public DatabaseStatus Assessed(bool allowNewer)
    {
        var (refusal, edited) = (Assessment.Assess(this, allowNewer), EditedRevisions.Find(this, Revisions.All));
        return Status with
        {
            Refusal = refusal is null ? null : new Refusal(refusal.Code, refusal.What, refusal.Next),
            Edited = edited,
            AtHead = refusal is null && IsAtHead && edited.Count == 0,
        };
    }

    /// <summary>How much of the next revision is done already; null if nothing of it is.</summary>
    /// <param name="kind">Which way the run goes.</param>
    /// <param name="next">The first revision that it applies or reverts; null if it does neither.</param>
    /// <exception cref="UnexpectedDatabaseException">A revision is half done, and the run would not finish it.</exception>
    public StepCheckpoint? Resumed(PlanKind kind, RevisionInfo? next)
    {
        if (State.InProgress is not { } marker || Status.InProgress is not { Revision: { } revision } begun)
            return null;
        if (begun.Down == (kind == PlanKind.Down) && kind != PlanKind.Stamp && revision == next)
            return marker;

        var isNext = Depth + (begun.Down ? 0 : 1) == revision.Number;
        throw new UnexpectedDatabaseException(
            $"{Status.Target} is in the middle of {(begun.Down ? "taking back " : "")}revision {revision.Id} "
                + $"({revision.Name}): {begun.Steps} are done.",
            isNext
                ? $"Finish that first: {Product.Command(begun.Arguments)}"
                : $"But the recorded revisions were changed since, so it cannot go on: fix the schema by hand, then delete the row of "
                    + $"\"{Product.Tables.Step}\".");
    }
}

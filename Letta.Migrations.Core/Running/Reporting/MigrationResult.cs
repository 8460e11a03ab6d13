using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>A run that ended where it was asked to, verified by an independent read of what is recorded.</summary>
/// <param name="From">Where the database was; null for base.</param>
/// <param name="To">Where it is; null for base.</param>
/// <param name="Applied">What was done, in order; empty when there was nothing to do.</param>
/// <param name="Duration">How long the run took.</param>
public sealed record MigrationResult(
    RevisionInfo? From,
    RevisionInfo? To,
    IReadOnlyList<AppliedRevision> Applied,
    TimeSpan Duration)
{
    /// <summary>Those of the revisions that a stamp or an adoption recorded without carrying them out.</summary>
    public IReadOnlyList<RevisionInfo> Recorded { get; init; } = [];

    /// <summary>Those that it took out of the record, newest first.</summary>
    public IReadOnlyList<RevisionInfo> Unrecorded { get; init; } = [];

    /// <summary>
    /// False for a stamp with <c>--unverified</c>, which compares nothing: the record is there, whether the schema fits is not known.
    /// </summary>
    public bool Verified { get; init; } = true;

    /// <summary>True for an adoption of a database that had no record of where it is.</summary>
    public bool LackedRecord { get; init; }

    /// <summary>What its revisions left to be done by others; empty when nothing waits for somebody.</summary>
    public IReadOnlyList<DueBackfill> Due { get; init; } = [];

    /// <summary>The backfills that the run carried out, or finished.</summary>
    public IReadOnlyList<BackfillDone> Backfilled { get; init; } = [];

    /// <summary>
    /// The rows that referred to no row, and what was done with them; empty unless <see cref="MigrationOptions.ResolveOrphans"/> was asked
    /// for.
    /// </summary>
    public IReadOnlyList<ResolvedOrphans> Resolved { get; init; } = [];

    /// <summary>
    /// The revisions whose conditions on rows were asked when they began, because earlier ones changed what they look at; the others'
    /// before the first change.
    /// </summary>
    public IReadOnlyList<RevisionInfo> AskedLater { get; init; } = [];
}

using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>Where a database is in the history; read without writing anything.</summary>
/// <param name="Target">The database.</param>
/// <param name="Current">The newest applied revision; null at base.</param>
/// <param name="Head">The newest revision of this build; null for an empty history.</param>
/// <param name="Pending">What lies between, in order.</param>
/// <param name="Unknown">Applied versions that this build does not know.</param>
/// <param name="InProgress">The revision that is half done; null if none is.</param>
public sealed record DatabaseStatus(
    DatabaseTarget Target,
    RevisionInfo? Current,
    RevisionInfo? Head,
    IReadOnlyList<RevisionInfo> Pending,
    IReadOnlyList<long> Unknown,
    InProgressRevision? InProgress)
{
    /// <summary>
    /// The applied revisions that do something else in this build than what was done when they were applied, oldest first. Only
    /// <see cref="MigrationRunner.CurrentAsync"/> looks for them; revisions that were applied before there were checksums are never among
    /// them.
    /// </summary>
    public IReadOnlyList<RevisionInfo> Edited { get; init; } = [];

    /// <summary>What the record of another tool says; null where there is none, or where the history has nothing of that tool.</summary>
    public CompanionStatus? Companion { get; init; }

    /// <summary>
    /// Why no run may begin from there, in the words of every command; null if one may. Only <see cref="MigrationRunner.CurrentAsync"/>
    /// says so.
    /// </summary>
    public Refusal? Refusal { get; init; }

    /// <summary>
    /// True when every revision of this build is applied, was not edited since, and both records say so, when none is half done, and no
    /// backfill waits that an upgrade carries out. Only <see cref="MigrationRunner.CurrentAsync"/> looks.
    /// </summary>
    public bool AtHead { get; init; }

    /// <summary>False where there are tables, or a record of another tool, and no <c>VersionInfo</c>.</summary>
    internal bool IsRecorded { get; init; } = true;

    /// <summary>
    /// How many revisions lie ahead of where it is, by the other tool's record where that is the only one or says otherwise; null where
    /// nobody can tell.
    /// </summary>
    public int? Ahead => this switch
    {
        { Companion: { Agrees: false, Known: true, Revision: var at } } => (Head?.Number ?? 0) - (at?.Number ?? 0),
        { Companion: { Agrees: false } } or { IsRecorded: false } => null,
        _ => Pending.Count,
    };

    /// <summary>Where it is, in a few words.</summary>
    public string Place => (IsRecorded, Companion) switch
    {
        (false, { Ids.Count: > 0 } by) => $"{by.Place} by {Target.Product.Companion?.Tool}, not adopted",
        (false, _) => "no recorded revision",
        (true, { Agrees: false } by) => $"{Current?.Id ?? "base"} by \"VersionInfo\", {by.Place} by \"{Target.Product.Companion?.Table}\"",
        _ => Current?.Id ?? "base",
    };

    /// <summary>
    /// How many rows that referred to no row were ever resolved here, each with a copy in a table beside the ledger. Only
    /// <see cref="MigrationRunner.CurrentAsync"/> looks.
    /// </summary>
    public long ResolvedOrphans { get; init; }
}

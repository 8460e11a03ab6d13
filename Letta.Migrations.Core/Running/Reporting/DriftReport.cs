namespace Letta.Migrations.Running;

/// <summary>How a database departs from what its recorded revisions make.</summary>
/// <param name="At">The revision that it is at; null at base.</param>
/// <param name="Differences">
/// One line for each, e.g. <c>missing  index "ix_items_value" (value) of "items"</c>; those left out that were accepted when the database
/// was adopted.
/// </param>
public sealed record DriftReport(RevisionInfo? At, IReadOnlyList<string> Differences)
{
    /// <summary>Why nothing could be compared, in one sentence; null where it was.</summary>
    public string? NotCompared { get; init; }
}

namespace Letta.Migrations.Running;

/// <summary>A revision, and when it was applied.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="AppliedAt">When, in UTC; null if it is not applied, or nobody wrote down when.</param>
/// <param name="Duration">How long it took; null if it is not applied or was stamped.</param>
public sealed record HistoryEntry(RevisionInfo Revision, DateTimeOffset? AppliedAt, TimeSpan? Duration)
{
    /// <summary>True if it is not applied. Tools other than this one may apply without a time.</summary>
    public bool Pending { get; init; }

    /// <summary>True if it does something else in this build than what was done when it was applied.</summary>
    public bool Edited { get; init; }

    /// <summary>True if only the companion record says that it is applied: the database is not adopted.</summary>
    public bool ByCompanion { get; init; }
}

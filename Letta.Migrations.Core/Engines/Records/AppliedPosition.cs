namespace Letta.Migrations.Engines;

/// <summary>Where a database is, to the step: every transaction of a run begins at one position and ends at the next.</summary>
/// <param name="Versions">The versions that are recorded, oldest first.</param>
/// <param name="InProgress">The revision that is half done; null if none is.</param>
internal sealed record AppliedPosition(IReadOnlyList<long> Versions, StepCheckpoint? InProgress)
{
    public bool Equals(AppliedPosition? other)
        => other is not null && InProgress == other.InProgress && Versions.SequenceEqual(other.Versions);

    public override int GetHashCode() => HashCode.Combine(Versions.Count, InProgress);
}

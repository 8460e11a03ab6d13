using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>One transaction of a run: where it begins, where it ends, and what it does between.</summary>
/// <param name="Unit">What it belongs to.</param>
/// <param name="From">Where the database must be.</param>
/// <param name="To">Where it is once this is committed.</param>
/// <param name="CarryOutAsync">What it does, on the session, everything but begin and commit. It may be called again, from the start.</param>
internal sealed record Leg(ApplyUnit Unit, Position From, Position To, Func<LegSession, Task> CarryOutAsync)
{
    /// <summary>False if no transaction can hold what it does, but only what is written down about it.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>What a user is told to be left if it fails.</summary>
    public string Left { get; init; } = "nothing of this revision was applied";
}

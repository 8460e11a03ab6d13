using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>One transaction of a run: where it begins, where it ends, and what it does between.</summary>
/// <param name="Unit">What it belongs to.</param>
/// <param name="From">Where the database must be.</param>
/// <param name="To">Where it is once this is committed.</param>
/// <param name="CarryOutAsync">
/// What it does, on the session, everything but begin and commit. It may be called again, from the start.
/// </param>
internal sealed record RevisionTransaction(
    ApplyUnit Unit, AppliedPosition From, AppliedPosition To, Func<CancellableSession, Task> CarryOutAsync)
{
    /// <summary>False if no transaction can hold what it does, but only what is written down about it.</summary>
    public bool Transactional { get; init; } = true;

    /// <summary>What a user sees to be left if it fails.</summary>
    public string Left { get; init; } = "nothing of this revision was applied";

    /// <summary>What is committed with it, where it is unknown whether that took place.</summary>
    public string Subject => this switch
    {
        { To.InProgress: { } step } => $"step {step.Done} of {step.Total} of revision {Unit.Revision.Id}",
        { From.InProgress: { } step } => $"the last of the {step.Total} steps of revision {Unit.Revision.Id}",
        { Unit.IsBootstrap: true } => $"what fills the empty database, up to revision {Unit.Revisions[^1].Id},",
        { Unit.Kind: PlanKind.Stamp } => "the stamp",
        { Unit.Kind: PlanKind.Adopt } => "the adoption",
        { Unit.Kind: PlanKind.Down } => $"the downgrade of revision {Unit.Revision.Id}",
        _ => $"revision {Unit.Revision.Id}",
    };
}

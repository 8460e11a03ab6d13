using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>
/// What ends with the same commit: one revision up or down, all revisions of a stamp or an adoption, or all that an empty database is
/// filled with.
/// </summary>
/// <param name="Kind">Which way.</param>
/// <param name="Before">The revisions that are applied before it, in order.</param>
/// <param name="Revisions">The revisions it applies, reverts or records.</param>
/// <param name="After">The revisions that are applied when it is done, in order.</param>
internal sealed record ApplyUnit(
    PlanKind Kind, IReadOnlyList<RevisionInfo> Before, IReadOnlyList<RevisionInfo> Revisions, IReadOnlyList<RevisionInfo> After)
{
    /// <summary>How much of it is done already; null if nothing is.</summary>
    public StepCheckpoint? InProgress { get; init; }

    /// <summary>True if the database is empty when it begins.</summary>
    public bool IsBootstrap { get; init; }

    /// <summary>The revision by which errors and progress name this unit.</summary>
    public RevisionInfo Revision => Kind == PlanKind.Adopt ? Revisions[^1] : Revisions[0];

    /// <summary>True if nothing is carried out, but only recorded that it is there.</summary>
    public bool Recorded => Kind is PlanKind.Stamp or PlanKind.Adopt;

    /// <summary>True if it is one revision that is to be committed step by step.</summary>
    public bool Stepwise => !Recorded && !IsBootstrap && !Revision.Transactional;

    /// <summary>Where the database is, for a user, as long as it is not done.</summary>
    public string At => Before.Count == 0 ? "base" : Before[^1].Id;

    /// <summary>The direction, as the ledger and the marker write it.</summary>
    public string Word => Kind switch { PlanKind.Up => "up", PlanKind.Down => "down", PlanKind.Adopt => "adopt", _ => "stamp" };

    /// <summary>Where the database is as long as it is not done.</summary>
    public AppliedPosition From(StepCheckpoint? marker = null) => new([.. Before.Select(r => r.Version)], marker);

    /// <summary>Where the database is when it is done.</summary>
    public AppliedPosition To => new([.. After.Select(r => r.Version)], InProgress: null);

    /// <summary>The marker of a unit that is done step by step.</summary>
    public StepCheckpoint Marker(int done, int of) => new(Revision.Version, Word, done, of);

    public static IEnumerable<ApplyUnit> Divide(Plan plan)
    {
        if (plan.Kind is PlanKind.Stamp or PlanKind.Adopt || plan.IsBootstrap)
        {
            yield return new ApplyUnit(plan.Kind, plan.Before, plan.Steps, plan.After) { IsBootstrap = plan.IsBootstrap };
            yield break;
        }

        var before = plan.Before;
        foreach (var revision in plan.Steps)
        {
            IReadOnlyList<RevisionInfo> after = plan.Kind == PlanKind.Up ? [.. before, revision] : [.. before.SkipLast(1)];
            yield return new ApplyUnit(plan.Kind, before, [revision], after)
            {
                InProgress = before == plan.Before ? plan.InProgress : null
            };
            before = after;
        }
    }
}

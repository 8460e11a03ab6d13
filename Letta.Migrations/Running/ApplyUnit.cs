namespace Letta.Migrations.Running;

/// <summary>What is committed together: one revision up or down, or all revisions of a stamp or an adoption.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Before">The revisions that are applied before it, in order.</param>
/// <param name="Revisions">The revisions it applies, reverts or records.</param>
/// <param name="After">The revisions that are applied when it is done, in order.</param>
internal sealed record ApplyUnit(
    Direction Direction, IReadOnlyList<RevisionInfo> Before, IReadOnlyList<RevisionInfo> Revisions, IReadOnlyList<RevisionInfo> After)
{
    /// <summary>The revision by which errors and progress name this unit.</summary>
    public RevisionInfo Revision => Direction == Direction.Adopt ? Revisions[^1] : Revisions[0];

    /// <summary>Whether one transaction must hold it.</summary>
    public bool Transactional => Direction is Direction.Stamp or Direction.Adopt || Revision.Transactional;

    public IReadOnlyList<long> VersionsBefore => [.. Before.Select(r => r.Version)];

    public IReadOnlyList<long> VersionsAfter => [.. After.Select(r => r.Version)];

    public static IEnumerable<ApplyUnit> Of(Plan plan)
    {
        if (plan.Direction is Direction.Stamp or Direction.Adopt)
        {
            yield return new ApplyUnit(plan.Direction, plan.Before, plan.Steps, plan.After);
            yield break;
        }

        var before = plan.Before;
        foreach (var revision in plan.Steps)
        {
            IReadOnlyList<RevisionInfo> after = plan.Direction == Direction.Up ? [.. before, revision] : [.. before.SkipLast(1)];
            yield return new ApplyUnit(plan.Direction, before, [revision], after);
            before = after;
        }
    }
}

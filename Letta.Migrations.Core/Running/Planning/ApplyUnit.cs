using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>What ends with the same commit: one revision up or down, all revisions of a stamp or an adoption, or all that an empty database is filled with.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Before">The revisions that are applied before it, in order.</param>
/// <param name="Revisions">The revisions it applies, reverts or records.</param>
/// <param name="After">The revisions that are applied when it is done, in order.</param>
internal sealed record ApplyUnit(
    Direction Direction, IReadOnlyList<RevisionInfo> Before, IReadOnlyList<RevisionInfo> Revisions, IReadOnlyList<RevisionInfo> After)
{
    /// <summary>How much of it is done already; null if nothing is.</summary>
    public StepMarker? Begun { get; init; }

    /// <summary>True if the database is empty when it begins.</summary>
    public bool Fresh { get; init; }

    /// <summary>The revision by which errors and progress name this unit.</summary>
    public RevisionInfo Revision => Direction == Direction.Adopt ? Revisions[^1] : Revisions[0];

    /// <summary>True if nothing is carried out, but only recorded that it is there.</summary>
    public bool Recorded => Direction is Direction.Stamp or Direction.Adopt;

    /// <summary>True if it is one revision that is to be committed step by step.</summary>
    public bool Stepwise => !Recorded && !Fresh && !Revision.Transactional;

    /// <summary>Where the database is, for a user, as long as it is not done.</summary>
    public string At => Before.Count == 0 ? "base" : Before[^1].Id;

    /// <summary>The direction, as the ledger and the marker write it.</summary>
    public string Word => Direction switch { Direction.Up => "up", Direction.Down => "down", Direction.Adopt => "adopt", _ => "stamp" };

    /// <summary>Where the database is as long as it is not done.</summary>
    public Position From(StepMarker? marker = null) => new([.. Before.Select(r => r.Version)], marker);

    /// <summary>Where the database is when it is done.</summary>
    public Position To => new([.. After.Select(r => r.Version)], Begun: null);

    /// <summary>The marker of a unit that is done step by step.</summary>
    public StepMarker Marker(int done, int of) => new(Revision.Version, Word, done, of);

    public static IEnumerable<ApplyUnit> Of(Plan plan)
    {
        if (plan.Direction is Direction.Stamp or Direction.Adopt || plan.Together)
        {
            yield return new ApplyUnit(plan.Direction, plan.Before, plan.Steps, plan.After) { Fresh = plan.Together };
            yield break;
        }

        var before = plan.Before;
        foreach (var revision in plan.Steps)
        {
            IReadOnlyList<RevisionInfo> after = plan.Direction == Direction.Up ? [.. before, revision] : [.. before.SkipLast(1)];
            yield return new ApplyUnit(plan.Direction, before, [revision], after) { Begun = before == plan.Before ? plan.Begun : null };
            before = after;
        }
    }
}

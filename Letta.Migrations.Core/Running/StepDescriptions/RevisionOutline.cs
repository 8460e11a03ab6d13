using Letta.Migrations.Authoring;
using Letta.Migrations.Running.Steps;

namespace Letta.Migrations.Running.StepDescriptions;

/// <summary>A revision in words, made from its own steps as they are on Postgres; no database is needed.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Changes">What its way up does to the schema, in the order of its steps.</param>
/// <param name="WritesRows">Whether its way up writes to rows.</param>
/// <param name="Losses">What its way up drops that has no replacement.</param>
/// <param name="NotRestored">What its downgrade cannot restore.</param>
internal sealed record RevisionOutline(
    RevisionInfo Revision,
    IReadOnlyList<string> Changes,
    bool WritesRows,
    IReadOnlyList<LosesExpression> Losses,
    IReadOnlyList<NotRestored> NotRestored)
{
    public static RevisionOutline Create(RevisionInfo revision)
    {
        var expressions = RevisionSteps.Collect(revision, PlanKind.Up, OfflineSchema.Postgres, schema: null).All;
        List<IStep> steps = [.. expressions.Select(StockSteps.Get)];
        return new RevisionOutline(
            revision,
            SchemaChange.Sentences(steps.SelectMany(s => s.Describe())),
            steps.Exists(s => s.WritesRows),
            [.. expressions.OfType<LosesExpression>()],
            [.. RevisionSteps.NotRestored(revision)]);
    }
}

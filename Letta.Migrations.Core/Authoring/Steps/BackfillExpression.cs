using Letta.Migrations.Backfills;

namespace Letta.Migrations.Authoring;

/// <summary>Leaves a backfill to be carried out when the steps of its revision are committed.</summary>
/// <param name="backfill">What to do.</param>
public sealed class BackfillExpression(Backfill backfill) : RevisionExpression
{
    /// <summary>What to do.</summary>
    public Backfill Backfill { get; internal set; } = backfill;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

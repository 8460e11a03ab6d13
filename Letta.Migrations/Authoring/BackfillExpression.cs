using Letta.Migrations.Backfills;

namespace Letta.Migrations.Authoring;

/// <summary>Carries a backfill out, or leaves it for later where what it needs is not there.</summary>
/// <param name="backfill">What to do.</param>
public sealed class BackfillExpression(Backfill backfill) : RevisionExpression
{
    /// <summary>What to do.</summary>
    public Backfill Backfill { get; internal set; } = backfill;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

namespace Letta.Migrations.Running;

/// <summary>
/// Backfills that were run to their end, verified by an independent read: no row waits for them, but for those that are due still.
/// </summary>
/// <param name="Done">What was run, in order; empty when nothing was due.</param>
/// <param name="Optional">What nobody put off and rows wait for all the same.</param>
/// <param name="Duration">How long the run took.</param>
public sealed record BackfillResult(IReadOnlyList<BackfillDone> Done, IReadOnlyList<BackfillStatus> Optional, TimeSpan Duration)
{
    /// <summary>Those of which only the rows that had failed were tried again, and that are not through yet.</summary>
    public IReadOnlyList<BackfillStatus> Due { get; init; } = [];
}

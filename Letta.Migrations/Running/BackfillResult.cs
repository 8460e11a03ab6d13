namespace Letta.Migrations.Running;

/// <summary>Backfills that were run to their end, verified by an independent read: no row waits for them.</summary>
/// <param name="Done">What was run, in order; empty when nothing was due.</param>
/// <param name="Optional">What nobody put off and rows wait for all the same.</param>
/// <param name="Duration">How long the run took.</param>
public sealed record BackfillResult(IReadOnlyList<BackfillDone> Done, IReadOnlyList<BackfillStatus> Optional, TimeSpan Duration);

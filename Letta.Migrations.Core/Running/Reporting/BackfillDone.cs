namespace Letta.Migrations.Running;

/// <summary>A backfill that was run to its end.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Rows">How many rows this run changed.</param>
/// <param name="Duration">How long it took.</param>
public sealed record BackfillDone(string Name, long Rows, TimeSpan Duration);

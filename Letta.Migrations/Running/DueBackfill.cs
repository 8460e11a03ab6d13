namespace Letta.Migrations.Running;

/// <summary>A backfill that a run put off.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Table">The table with the rows that wait.</param>
/// <param name="Waiting">How many wait.</param>
public sealed record DueBackfill(string Name, string Table, long Waiting);

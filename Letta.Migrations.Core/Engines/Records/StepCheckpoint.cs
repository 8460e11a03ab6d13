namespace Letta.Migrations.Engines;

/// <summary>The row of <see cref="Product.OwnTables.Step"/>: a revision that is carried out step by step, and is not done yet.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Direction"><c>up</c> or <c>down</c>.</param>
/// <param name="Done">How many of its steps are committed.</param>
/// <param name="Total">How many it has.</param>
internal sealed record StepCheckpoint(long Version, string Direction, int Done, int Total);

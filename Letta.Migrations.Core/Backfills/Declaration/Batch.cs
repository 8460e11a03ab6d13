namespace Letta.Migrations.Backfills;

/// <summary>A batch that was done.</summary>
/// <param name="Last">Its last key; null if there was no row.</param>
/// <param name="RowsScanned">How many rows it looked at.</param>
/// <param name="IsLast">Whether it reached the end of its range.</param>
/// <param name="Written">What became of them.</param>
internal sealed record Batch(string[]? Last, int RowsScanned, bool IsLast, Written Written);

namespace Letta.Migrations.Backfills;

/// <summary>A row of <see cref="BackfillLedger"/>.</summary>
/// <param name="Name">The backfill.</param>
/// <param name="Version">The revision that put it off.</param>
/// <param name="Done">Whether it is finished.</param>
/// <param name="RowsDone">How many rows were changed since it was put off.</param>
internal sealed record BackfillRecord(string Name, long Version, bool Done, long RowsDone);

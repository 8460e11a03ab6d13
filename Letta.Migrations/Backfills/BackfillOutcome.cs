namespace Letta.Migrations.Backfills;

/// <summary>What became of a backfill that a revision declares.</summary>
/// <param name="Backfill">The backfill.</param>
/// <param name="Rows">How many rows were changed; if it was put off, how many wait.</param>
/// <param name="IsPutOff">True if it was left for later.</param>
internal sealed record BackfillOutcome(Backfill Backfill, long Rows, bool IsPutOff);

namespace Letta.Migrations.Backfills;

/// <summary>
/// A row that a backfill cannot do. The message says why in our own words: it is written down and shown, so nothing of the row is in it.
/// </summary>
internal sealed class RowRefusedException(string why) : Exception(why);

namespace Letta.Migrations.Backfills;

/// <summary>A part of the table that one worker has to itself.</summary>
/// <param name="Number">Its number.</param>
/// <param name="UpTo">Its last key; null for whatever comes, in one that an older build handed out.</param>
internal sealed record BackfillRange(long Number, string[]? UpTo);

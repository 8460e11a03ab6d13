namespace Letta.Migrations.Backfills;

/// <summary>One value of a row that a backfill derives from another.</summary>
/// <param name="From">The column that is read; it keeps its value.</param>
/// <param name="Into">The column that is written where it is NULL; of type text.</param>
/// <param name="Content">What <paramref name="From"/> holds.</param>
public sealed record BackfillColumn(string From, string Into, BackfillContent Content);

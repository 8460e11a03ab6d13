using Letta.Migrations.Errors;

namespace Letta.Migrations.Backfills;

/// <summary>A row that a backfill cannot read: its place is told, its value never, nor the error that the value led to.</summary>
internal static class BackfillRow
{
    /// <summary>The error of a column that should hold JSON.</summary>
    public static NeedsHumanException NotJson(Backfill backfill, BackfillColumn column, string key)
        => new(
            $"The row {key} of \"{backfill.Table}\" has something in \"{column.From}\" that is not JSON.",
            $"see it     select \"{column.From}\" from \"{backfill.Table}\" where \"{backfill.Key}\" = '{key.Replace("'", "''", StringComparison.Ordinal)}'\n"
            + $"then       mend it or set it to NULL, and run the same command again");
}

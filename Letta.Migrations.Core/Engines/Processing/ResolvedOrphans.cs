namespace Letta.Migrations.Engines;

/// <summary>What was done with the orphans of a foreign key, and with rows that referred to them.</summary>
/// <param name="Table">The table of the rows.</param>
/// <param name="Key">The foreign key that said what to do.</param>
/// <param name="Deleted">True if the rows were deleted, false if they refer to nothing now.</param>
/// <param name="Rows">How many rows.</param>
public sealed record ResolvedOrphans(string Table, string Key, bool Deleted, long Rows)
{
    /// <summary>What was done to how many rows of which table.</summary>
    public override string ToString() => $"{Loss.RowsOf(Rows, Table)} {(Deleted ? "deleted" : "set to NULL")} by the foreign key \"{Key}\"";
}

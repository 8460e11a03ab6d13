using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Orphans;

/// <summary>A foreign key whose rows may refer to no row.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">The key.</param>
internal sealed record OrphanKey(string Table, ForeignKey Key)
{
    /// <summary>What the key says about rows whose parent goes.</summary>
    public string Action => Key.OnDelete ?? "no action";

    /// <summary>What is wrong with an orphan, continuing "3 rows of messages …".</summary>
    public string Offence
        => $"must refer to an existing row of \"{Key.Parent}\" by {Columns} (foreign key \"{Key.Name}\", on delete {Action})";

    /// <summary>Its columns, for a sentence.</summary>
    public string Columns => string.Join(" and ", Key.Columns.Select(c => $"\"{c}\""));
}

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

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

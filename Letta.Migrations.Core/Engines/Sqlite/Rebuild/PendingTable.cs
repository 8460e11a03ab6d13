using Letta.Migrations.Engines.Sqlite.Sql;

namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>A table whose alterations are held back, to be carried out as one.</summary>
/// <param name="definition">The table as it is, or as it is to be created.</param>
/// <param name="isNew">True if it is yet to be created.</param>
internal sealed class PendingTable(TableDefinition definition, bool isNew)
{
    /// <summary>The table as it shall be.</summary>
    public TableDefinition Definition { get; set; } = definition;

    public bool IsNew { get; } = isNew;

    public string Name => Definition.Name;

    /// <summary>The indexes to be created once the table is as it shall be.</summary>
    public List<TableIndex> Indexes { get; } = [];

    /// <summary>True if an expression that is still to be evaluated over the old rows mentions the name.</summary>
    public bool FillMentions(string name) => Definition.Columns.Any(c => c.Fill is { } fill && SqlExpression.Mentions(fill, name));

    public void RenameColumn(string from, string to)
    {
        Definition = Definition.RenameColumn(from, to).RenameParentColumn(Name, from, to);
        for (var i = 0; i < Indexes.Count; i++)
            Indexes[i] = Indexes[i].RenameColumn(from, to);
    }
}

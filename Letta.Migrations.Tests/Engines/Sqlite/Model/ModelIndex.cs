namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

/// <param name="Name">The index.</param>
/// <param name="Unique">Whether it is unique.</param>
/// <param name="Columns">Its plain columns.</param>
/// <param name="Descending">Whether they are descending.</param>
/// <param name="Lower">A column it is over by an expression.</param>
/// <param name="Filter">The column of its condition.</param>
internal sealed record ModelIndex(
    string Name, bool Unique, ModelColumn[] Columns, bool Descending, ModelColumn? Lower = null, ModelColumn? Filter = null)
{
    public bool Involves(ModelColumn column) => Columns.Contains(column) || column == Lower || column == Filter;
}

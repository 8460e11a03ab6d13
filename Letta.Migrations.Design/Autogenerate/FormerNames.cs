using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// Tables by the names that they and their columns have before a revision: what is asked of rows is asked before anything is renamed.
/// </summary>
internal sealed class FormerNames(Renames renames)
{
    public string Table(string table) => renames.Tables.FirstOrDefault(t => t.To == table).From ?? table;

    public string Column(string table, string column)
        => renames.Columns.FirstOrDefault(c => c.Table == table && c.To == column).From ?? column;

    public Table Restore(Table table) => table with
    {
        Name = Table(table.Name),
        Columns = [.. table.Columns.Select(c => c with { Name = Column(table.Name, c.Name) })],
        Constraints = [.. table.Constraints.Select(c => Restore(table.Name, c))],
        Indexes = [.. table.Indexes.Select(i => Restore(table.Name, i))],
    };

    public Constraint Restore(string table, Constraint constraint)
    {
        var former = Columns(table).Aggregate(constraint, (c, r) => Back(r).In(c));
        return former is ForeignKey key
            ? key with { Parent = Table(key.Parent), ParentColumns = [.. key.ParentColumns.Select(c => Column(key.Parent, c))] }
            : former;
    }

    public Index Restore(string table, Index index) => Columns(table).Aggregate(index, (i, r) => Back(r).In(i));

    /// <summary>An expression over a row.</summary>
    public string Sql(string table, string sql) => Columns(table).Aggregate(sql, (s, r) => SqlExpression.RenameColumn(s, r.To, r.From));

    private static ColumnRename Back((string Table, string From, string To) rename)
        => new(rename.To, rename.From, sql => SqlExpression.RenameColumn(sql, rename.To, rename.From));

    private IEnumerable<(string Table, string From, string To)> Columns(string table) => renames.Columns.Where(c => c.Table == table);
}

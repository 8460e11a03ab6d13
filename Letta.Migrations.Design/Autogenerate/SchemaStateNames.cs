using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What a column that is renamed changes elsewhere.</summary>
internal static class SchemaStateNames
{
    public static Column Rename(Column column, string from, string to) => column with
    {
        Name = column.Name == from ? to : column.Name,
        Computed = column.Computed is null ? null : SqlExpression.RenameColumn(column.Computed, from, to),
    };

    public static Constraint Rename(Constraint constraint, string from, string to) => constraint switch
    {
        PrimaryKey key => key with { Columns = Rename(key.Columns, from, to) },
        UniqueConstraint key => key with { Columns = Rename(key.Columns, from, to) },
        ForeignKey key => key with { Columns = Rename(key.Columns, from, to) },
        Check check => check with { Condition = SqlExpression.RenameColumn(check.Condition, from, to) },
        _ => constraint,
    };

    public static Constraint RenameParentColumn(Constraint constraint, string parent, string from, string to)
        => constraint is ForeignKey key && key.Parent == parent
            ? key with { ParentColumns = Rename(key.ParentColumns, from, to) }
            : constraint;

    public static Index Rename(Index index, string from, string to) => index with
    {
        Terms =
        [
            .. index.Terms.Select(t => t.IsExpression
                ? t with { Expression = SqlExpression.RenameColumn(t.Expression, from, to) }
                : t with { Expression = t.Expression == from ? to : t.Expression }),
        ],
        Included = Rename(index.Included, from, to),
        Filter = index.Filter is null ? null : SqlExpression.RenameColumn(index.Filter, from, to),
    };

    private static List<string> Rename(
        IReadOnlyList<string> columns, string from, string to) => [.. columns.Select(c => c == from ? to : c)];
}

namespace Letta.Migrations.Schema;

/// <summary>A column that gets another name, in all that speaks of it.</summary>
/// <param name="From">Its name.</param>
/// <param name="To">Its name afterwards.</param>
/// <param name="InExpression">An SQL expression over the table, with the other name in it.</param>
internal sealed record ColumnRename(string From, string To, Func<string, string> InExpression)
{
    public Column In(Column column) => column with
    {
        Name = Name(column.Name),
        Computed = column.Computed is null ? null : InExpression(column.Computed),
    };

    public Constraint In(Constraint constraint) => constraint switch
    {
        PrimaryKey key => key with { Columns = Names(key.Columns) },
        UniqueConstraint key => key with { Columns = Names(key.Columns) },
        ForeignKey key => key with { Columns = Names(key.Columns) },
        Check check => check with { Condition = InExpression(check.Condition) },
        _ => constraint,
    };

    /// <summary>A constraint of another table, whose foreign key may refer to the column.</summary>
    public Constraint InParent(Constraint constraint, string parent)
        => constraint is ForeignKey key && key.Parent == parent ? key with { ParentColumns = Names(key.ParentColumns) } : constraint;

    public Index In(Index index) => index with
    {
        Terms = [.. index.Terms.Select(t => t with { Expression = t.IsExpression ? InExpression(t.Expression) : Name(t.Expression) })],
        Included = Names(index.Included),
        Filter = index.Filter is null ? null : InExpression(index.Filter),
    };

    private string Name(string column) => column == From ? To : column;

    private List<string> Names(IReadOnlyList<string> columns) => [.. columns.Select(Name)];
}

namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>An index that a revision creates.</summary>
/// <param name="Name">The index.</param>
/// <param name="Unique">Whether no two rows may have the same key.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Filter">The condition on the rows it holds; null for all.</param>
/// <param name="NullsNotDistinct">Whether, in a unique index, one NULL equals another.</param>
internal sealed record TableIndex(string Name, bool Unique, IReadOnlyList<IndexColumn> Columns, string? Filter, bool NullsNotDistinct)
{
    public bool Involves(string column)
        => Columns.Any(c => c.Involves(column)) || (Filter is not null && SqlExpression.Mentions(Filter, column));

    public TableIndex RenameColumn(string from, string to) => this with
    {
        Columns = [.. Columns.Select(c => c.RenameColumn(from, to))],
        Filter = Filter is null ? null : SqlExpression.RenameColumn(Filter, from, to),
    };

    /// <summary>The CREATE INDEX statement.</summary>
    public string Create(TableDefinition table)
        => $"CREATE {(Unique ? "UNIQUE " : "")}INDEX {SqlName.Quote(Name)} ON {SqlName.Quote(table.Name)} "
            + $"({string.Join(", ", Columns.SelectMany(c => Terms(table, c)))}){(Filter is null ? "" : $" WHERE {Filter}")}";

    /// <summary>
    /// To SQLite every NULL differs from every other. Where they are to be equal, what can be NULL takes part by two terms that
    /// are never NULL and together tell all its values apart: its value or else zero, and whether it is NULL.
    /// </summary>
    private IEnumerable<string> Terms(TableDefinition table, IndexColumn column)
    {
        var name = column.Text;
        var direction = column.Descending ? " DESC" : "";
        var defined = column.IsExpression ? null : table.Column(column.Name);
        if (!Unique || !NullsNotDistinct || defined?.NotNull is not null)
            return [name + direction];

        var collation = defined?.Collation is { } c ? $" COLLATE {SqlName.Quote(c)}" : "";
        return [$"ifnull({name}, 0){collation}{direction}", column.IsExpression ? $"({name}) IS NULL" : $"{name} IS NULL"];
    }
}

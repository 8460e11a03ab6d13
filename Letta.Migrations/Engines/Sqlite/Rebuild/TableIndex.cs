namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>An index that a revision creates.</summary>
/// <param name="Name">The index.</param>
/// <param name="Unique">Whether no two rows may have the same key.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Filter">The condition on the rows it holds; null for all.</param>
/// <param name="NullsNotDistinct">Whether, in a unique index, one NULL equals another.</param>
internal sealed record TableIndex(string Name, bool Unique, IReadOnlyList<IndexColumn> Columns, string? Filter, bool NullsNotDistinct)
{
    public bool Involves(string column)
        => Columns.Any(c => SqlName.Same(c.Name, column)) || (Filter is not null && SqlExpression.Mentions(Filter, column));

    public TableIndex RenameColumn(string from, string to) => this with
    {
        Columns = [.. Columns.Select(c => SqlName.Same(c.Name, from) ? c with { Name = to } : c)],
        Filter = Filter is null ? null : SqlExpression.RenameColumn(Filter, from, to),
    };

    /// <summary>The CREATE INDEX statement.</summary>
    public string Create(TableDefinition table)
        => $"CREATE {(Unique ? "UNIQUE " : "")}INDEX {SqlName.Quote(Name)} ON {SqlName.Quote(table.Name)} "
            + $"({string.Join(", ", Columns.SelectMany(c => Terms(table, c)))}){(Filter is null ? "" : $" WHERE {Filter}")}";

    /// <summary>
    /// To SQLite every NULL differs from every other. Where they are to be equal, a column that can be NULL takes part by two terms that
    /// are never NULL and together tell all its values apart: whether it is NULL, and its value or else zero.
    /// </summary>
    private IEnumerable<string> Terms(TableDefinition table, IndexColumn column)
    {
        var name = SqlName.Quote(column.Name);
        var direction = column.Descending ? " DESC" : "";
        var defined = table.Column(column.Name);
        if (!Unique || !NullsNotDistinct || defined?.NotNull is not null)
            return [name + direction];

        var collation = defined?.Collation is { } c ? $" COLLATE {SqlName.Quote(c)}" : "";
        return [$"ifnull({name}, 0){collation}{direction}", $"{name} IS NULL"];
    }
}

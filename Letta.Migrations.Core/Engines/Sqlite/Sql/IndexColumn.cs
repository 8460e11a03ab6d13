namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A column or an expression of an index.</summary>
/// <param name="Name">The column, or the expression.</param>
/// <param name="Descending">Whether its largest value comes first.</param>
internal sealed record IndexColumn(string Name, bool Descending)
{
    /// <summary>Whether it is an expression rather than the name of a column.</summary>
    public bool IsExpression { get; init; }

    /// <summary>As the index writes it, without its direction.</summary>
    public string Text => IsExpression ? Name : SqlName.Quote(Name);

    public bool Involves(string column) => IsExpression ? SqlExpression.Mentions(Name, column) : SqlName.Same(Name, column);

    public IndexColumn RenameColumn(string from, string to)
        => IsExpression
            ? this with { Name = SqlExpression.RenameColumn(Name, from, to) }
            : SqlName.Same(Name, from) ? this with { Name = to } : this;
}

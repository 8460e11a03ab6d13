namespace Letta.Migrations.Schema;

/// <summary>A primary key, unique constraint, foreign key or check of a table.</summary>
internal abstract record Constraint(string Name) : SchemaItem(Name)
{
    /// <summary>The columns of its own table that it is about; none of a check, which has an expression.</summary>
    public IReadOnlyList<string> KeyColumns => this switch
    {
        PrimaryKey key => key.Columns,
        UniqueConstraint key => key.Columns,
        ForeignKey key => key.Columns,
        _ => [],
    };

    /// <summary>Columns between parentheses.</summary>
    protected static string List(IEnumerable<string> columns) => $"({string.Join(", ", columns)})";
}

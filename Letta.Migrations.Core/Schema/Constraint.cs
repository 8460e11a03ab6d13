namespace Letta.Migrations.Schema;

/// <summary>A primary key, unique constraint, foreign key or check of a table.</summary>
internal abstract record Constraint(string Name) : SchemaItem(Name)
{
    /// <summary>Columns between parentheses.</summary>
    protected static string List(IEnumerable<string> columns) => $"({string.Join(", ", columns)})";
}

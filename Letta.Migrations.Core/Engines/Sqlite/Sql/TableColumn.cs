namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A column, with what a table's definition says about it except for its keys and checks.</summary>
internal sealed record TableColumn(string Name, string Type)
{
    public NotNull? NotNull { get; init; }

    /// <summary>What stands after DEFAULT: a literal, or an expression in parentheses.</summary>
    public string? Default { get; init; }

    public string? Collation { get; init; }

    public Generated? Generated { get; init; }

    /// <summary>Numbered by the database: <c>AUTOINCREMENT</c>, which SQLite knows for a single-column primary key only.</summary>
    public bool Identity { get; init; }

    /// <summary>Added by alterations that are still held back: the table as it is does not have it.</summary>
    public bool IsNew { get; init; }

    /// <summary>The expression over the row that gives existing rows their value; null: the default does.</summary>
    public string? Fill { get; init; }

    /// <summary>The column as CREATE TABLE and ADD COLUMN write it.</summary>
    public string Text
    {
        get
        {
            var clauses = new List<string> { SqlName.Quote(Name) };
            if (Type.Length > 0)
                clauses.Add(Type);
            if (Collation is not null)
                clauses.Add($"COLLATE {SqlName.Quote(Collation)}");
            if (Generated is not null)
                clauses.Add(Generated.Text);
            if (Default is not null)
                clauses.Add($"DEFAULT {Default}");
            if (NotNull is not null)
                clauses.Add(NotNull.Text);
            return string.Join(' ', clauses);
        }
    }
}

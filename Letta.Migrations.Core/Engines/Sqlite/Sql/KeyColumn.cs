namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A column of a primary key or unique constraint.</summary>
/// <param name="Name">The column.</param>
/// <param name="Collation">How its values are compared; null for the column's own way.</param>
/// <param name="Direction"><c>ASC</c>, <c>DESC</c>, or null.</param>
internal sealed record KeyColumn(string Name, string? Collation = null, string? Direction = null)
{
    /// <summary>The column as the constraint writes it.</summary>
    public string Text
        => SqlName.Quote(Name)
            + (Collation is null ? "" : $" COLLATE {SqlName.Quote(Collation)}")
            + (Direction is null ? "" : $" {Direction}");
}

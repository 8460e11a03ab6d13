namespace Letta.Migrations.Schema;

/// <summary>A table with all that belongs to it.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Its columns, in their order.</param>
/// <param name="Constraints">Its keys, foreign keys and checks.</param>
/// <param name="Indexes">Its indexes, but for those that its constraints made.</param>
/// <param name="Triggers">Its triggers.</param>
internal sealed record Table(
    string Name,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Constraint> Constraints,
    IReadOnlyList<Index> Indexes,
    IReadOnlyList<Trigger> Triggers)
{
    /// <summary>What the catalog says about it in words; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>Everything that belongs to the table.</summary>
    public IEnumerable<SchemaItem> Members => [.. Columns, .. Constraints, .. Indexes, .. Triggers];

    /// <summary>The column of that name; null if there is none.</summary>
    public Column? Column(string name) => Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    /// <summary>The columns of the primary key, in its order; none where the table has none.</summary>
    public IReadOnlyList<string> Key => Constraints.OfType<PrimaryKey>().FirstOrDefault()?.Columns ?? [];
}

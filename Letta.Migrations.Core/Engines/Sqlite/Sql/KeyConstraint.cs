namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A primary key or a unique constraint.</summary>
internal sealed record KeyConstraint(string? Name, bool IsPrimary, IReadOnlyList<KeyColumn> Columns, string? OnConflict = null)
    : TableConstraint(Name)
{
    public override string Kind => IsPrimary ? "primary key" : "unique constraint";

    /// <summary>Set while a definition is written: the only column is numbered by the database.</summary>
    public bool Autoincrement { get; init; }

    public IEnumerable<string> ColumnNames => Columns.Select(c => c.Name);

    protected override string Body
        => $"{Word} ({string.Join(", ", Columns.Select(c => c.Text))}{(Autoincrement ? " AUTOINCREMENT" : "")}){OnConflictText(OnConflict)}";

    protected override string InlineBody
        => Word
            + (Columns[0].Direction is { } direction ? $" {direction}" : "")
            + OnConflictText(OnConflict)
            + (Autoincrement ? " AUTOINCREMENT" : "");

    private string Word => IsPrimary ? "PRIMARY KEY" : "UNIQUE";

    /// <summary>True if it makes exactly these columns unique, in any order.</summary>
    public bool Covers(IReadOnlyCollection<string> columns)
        => columns.Count == Columns.Count && ColumnNames.All(c => columns.Contains(c, StringComparer.OrdinalIgnoreCase));

    public override bool Involves(string column) => ColumnNames.Any(c => SqlName.Same(c, column));

    public override TableConstraint RenameColumn(string from, string to) => this with
    {
        Columns = [.. Columns.Select(c => c with { Name = Renamed(c.Name, from, to) })],
        InlineOn = RenamedInlineOn(from, to),
    };

    public override string ImplicitName(string table) => IsPrimary ? $"{table}_pkey" : $"{table}_{string.Join('_', ColumnNames)}_key";

    public bool Equals(KeyConstraint? other) => other is not null && Text == other.Text && InlineOn == other.InlineOn;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A foreign key.</summary>
/// <param name="Name">Its name, or null.</param>
/// <param name="Columns">The columns of its own table.</param>
/// <param name="Parent">The table they refer to.</param>
/// <param name="ParentColumns">The columns they refer to; empty for the parent's primary key.</param>
internal sealed record ForeignKeyConstraint(string? Name, IReadOnlyList<string> Columns, string Parent, IReadOnlyList<string> ParentColumns)
    : TableConstraint(Name)
{
    public override string Kind => "foreign key";

    /// <summary>The action, e.g. <c>CASCADE</c>; null for none.</summary>
    public string? OnDelete { get; init; }

    /// <summary>The action, e.g. <c>SET NULL</c>; null for none.</summary>
    public string? OnUpdate { get; init; }

    /// <summary>What MATCH says: kept, and without meaning to SQLite.</summary>
    public string? Match { get; init; }

    /// <summary>When it is checked, e.g. <c>DEFERRABLE INITIALLY DEFERRED</c>; null for at once.</summary>
    public string? Deferral { get; init; }

    protected override string Body => $"FOREIGN KEY ({SqlName.List(Columns)}) {InlineBody}";

    protected override string InlineBody
        => $"REFERENCES {SqlName.Quote(Parent)}"
            + (ParentColumns.Count == 0 ? "" : $" ({SqlName.List(ParentColumns)})")
            + (OnDelete is null ? "" : $" ON DELETE {OnDelete}")
            + (OnUpdate is null ? "" : $" ON UPDATE {OnUpdate}")
            + (Match is null ? "" : $" MATCH {Match}")
            + (Deferral is null ? "" : $" {Deferral}");

    public override bool Involves(string column) => Columns.Any(c => SqlName.Same(c, column));

    /// <summary>True if it refers to this column of this table.</summary>
    public bool RefersTo(string table, string column) => SqlName.Same(Parent, table) && ParentColumns.Any(c => SqlName.Same(c, column));

    public override TableConstraint RenameColumn(string from, string to) => this with
    {
        Columns = [.. Columns.Select(c => Renamed(c, from, to))],
        InlineOn = RenamedInlineOn(from, to),
    };

    /// <summary>The same foreign key after a column of a table that it may refer to got another name.</summary>
    public ForeignKeyConstraint RenameParentColumn(string table, string from, string to)
        => SqlName.Same(Parent, table) ? this with { ParentColumns = [.. ParentColumns.Select(c => Renamed(c, from, to))] } : this;

    /// <summary>The same foreign key after a table that it may refer to got another name.</summary>
    public ForeignKeyConstraint RenameParent(string from, string to) => SqlName.Same(Parent, from) ? this with { Parent = to } : this;

    public override string ImplicitName(string table) => $"{table}_{string.Join('_', Columns)}_fkey";

    public bool Equals(ForeignKeyConstraint? other) => other is not null && Text == other.Text && InlineOn == other.InlineOn;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}

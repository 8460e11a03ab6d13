namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A primary key, unique constraint, check or foreign key of a table.</summary>
/// <param name="Name">Its name, or null where the table was made without.</param>
internal abstract record TableConstraint(string? Name)
{
    /// <summary>The column whose definition it is written in; null where it stands after the columns.</summary>
    public string? InlineOn { get; init; }

    /// <summary>What a person calls this kind.</summary>
    public abstract string Kind { get; }

    /// <summary>The constraint in a message.</summary>
    public string Label => Name is null ? $"a {Kind}" : $"{Kind} \"{Name}\"";

    /// <summary>The constraint as it stands after the columns, without its name.</summary>
    protected abstract string Body { get; }

    /// <summary>The constraint as it stands in its column's definition, without its name.</summary>
    protected abstract string InlineBody { get; }

    public string Text => (Name is null ? "" : $"CONSTRAINT {SqlName.Quote(Name)} ") + (InlineOn is null ? Body : InlineBody);

    /// <summary>True if the constraint is gone with this column.</summary>
    public abstract bool Involves(string column);

    /// <summary>The same constraint after a column of its table got another name.</summary>
    public abstract TableConstraint RenameColumn(string from, string to);

    /// <summary>The name that Postgres gives to a constraint of this kind that was made without one.</summary>
    public abstract string ImplicitName(string table);

    protected static string OnConflictText(string? action) => action is null ? "" : $" ON CONFLICT {action}";

    protected static string Renamed(string name, string from, string to) => SqlName.Same(name, from) ? to : name;

    protected string? RenamedInlineOn(string from, string to) => InlineOn is null ? null : Renamed(InlineOn, from, to);
}

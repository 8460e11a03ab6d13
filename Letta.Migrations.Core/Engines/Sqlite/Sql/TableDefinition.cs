namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>A table as its CREATE TABLE statement says it: a value, and every alteration gives a new one.</summary>
internal sealed record TableDefinition(string Name, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableConstraint> Constraints)
{
    private static readonly string[] StrictTypes = ["INTEGER", "INT", "TEXT", "BLOB", "REAL", "ANY"];

    public bool WithoutRowid { get; init; }

    public bool Strict { get; init; }

    public KeyConstraint? PrimaryKey => Constraints.OfType<KeyConstraint>().FirstOrDefault(c => c.IsPrimary);

    public IEnumerable<ForeignKeyConstraint> ForeignKeys => Constraints.OfType<ForeignKeyConstraint>();

    /// <summary>
    /// The column that is the rowid under another name: the only column of the primary key, of the type INTEGER and no other.
    /// </summary>
    public TableColumn? RowidColumn
        => !WithoutRowid && PrimaryKey is { Columns: [var key] } primary && Column(key.Name) is { } column
            && SqlName.Same(column.Type, "INTEGER")
            && !(primary.InlineOn is not null && key.Direction is "DESC") // https://sqlite.org/lang_createtable.html#rowid: kept as a bug.
                ? column
                : null;

    /// <summary>The column that the database numbers, where it can.</summary>
    public TableColumn? IdentityColumn => Columns.FirstOrDefault(c => c.Identity);

    public TableColumn? Column(string name) => Columns.FirstOrDefault(c => SqlName.Same(c.Name, name));

    /// <summary>The columns that a row brings with it; the others are computed.</summary>
    public IEnumerable<TableColumn> Written => Columns.Where(c => c.Generated is null);

    /// <summary>
    /// The table with its identity column as SQLite wants it: INTEGER, and AUTOINCREMENT in the primary key. Where the column is not the
    /// primary key, or not all of it, SQLite cannot number it and the column stays a plain one.
    /// </summary>
    public TableDefinition Numbered()
    {
        if (IdentityColumn is not { } identity
            || PrimaryKey is not { Columns: [var key] } primary
            || !SqlName.Same(key.Name, identity.Name))
            return this;

        return With(identity with { Type = SqlName.Same(identity.Type, "INTEGER") ? identity.Type : "INTEGER" }) with
        {
            Constraints = [.. Constraints.Select(c => ReferenceEquals(c, primary) ? primary with { Autoincrement = true } : c)],
        };
    }

    /// <summary>The column with a type that the table takes: a STRICT one knows only these.</summary>
    public TableColumn Fitting(TableColumn column)
        => !Strict || StrictTypes.Contains(column.Type, StringComparer.OrdinalIgnoreCase)
            ? column
            : column with
            {
                Type = StrictTypes.First(
                    t => t is "ANY" || StrictWords(t).Any(w => column.Type.Contains(w, StringComparison.OrdinalIgnoreCase)))
            };

    public TableDefinition With(TableColumn changed)
        => this with { Columns = [.. Columns.Select(c => SqlName.Same(c.Name, changed.Name) ? changed : c)] };

    public TableDefinition Add(TableColumn column) => this with { Columns = [.. Columns, column] };

    /// <summary>A primary key makes its columns NOT NULL, as it does on Postgres.</summary>
    public TableDefinition Add(TableConstraint constraint)
    {
        var table = this with { Constraints = [.. Constraints, constraint] };
        if (constraint is KeyConstraint { IsPrimary: true } key)
            table = table with
            {
                Columns = [.. Columns.Select(c => key.Involves(c.Name) ? c with { NotNull = c.NotNull ?? new NotNull() } : c)]
            };
        return table;
    }

    public TableDefinition Remove(TableConstraint constraint) => this with
    {
        Constraints = [.. Constraints.Where(c => !ReferenceEquals(c, constraint))],
        WithoutRowid = WithoutRowid && !ReferenceEquals(constraint, PrimaryKey), // Without a primary key its rows need a rowid.
    };

    /// <summary>Without the column, and without the constraints that involve it: Postgres drops those too.</summary>
    public TableDefinition RemoveColumn(string name)
    {
        var gone = Constraints.Where(c => SqlName.Same(c.InlineOn, name) || c.Involves(name));
        return gone.Aggregate(this with { Columns = [.. Columns.Where(c => !SqlName.Same(c.Name, name))] }, (table, c) => table.Remove(c));
    }

    public TableDefinition RenameColumn(string from, string to) => this with
    {
        Columns =
        [
            .. Columns.Select(c => c with
            {
                Name = SqlName.Same(c.Name, from) ? to : c.Name,
                Generated = c.Generated is { } g ? g with { Expression = SqlExpression.RenameColumn(g.Expression, from, to) } : null,
            }),
        ],
        Constraints = [.. Constraints.Select(c => c.RenameColumn(from, to))],
    };

    /// <summary>The same table after a table that it may refer to, be it itself, got another name.</summary>
    public TableDefinition RenameParent(string from, string to) => WithForeignKeys(f => f.RenameParent(from, to));

    /// <summary>The same table after a column of a table that it may refer to, be it itself, got another name.</summary>
    public TableDefinition RenameParentColumn(string table, string from, string to)
        => WithForeignKeys(f => f.RenameParentColumn(table, from, to));

    private TableDefinition WithForeignKeys(Func<ForeignKeyConstraint, ForeignKeyConstraint> change)
        => this with { Constraints = [.. Constraints.Select(c => c is ForeignKeyConstraint f ? change(f) : c)] };

    /// <summary>
    /// What a type has in its name that is stored as this one (https://sqlite.org/datatype3.html#determination_of_column_affinity).
    /// </summary>
    private static string[] StrictWords(string type) => type switch
    {
        "INTEGER" => ["INT", "BOOL"],
        "TEXT" => ["CHAR", "CLOB", "TEXT", "DATE", "TIME", "JSON"],
        "BLOB" => ["BLOB", "BINARY"],
        "REAL" => ["REAL", "FLOA", "DOUB"],
        _ => [],
    };
}

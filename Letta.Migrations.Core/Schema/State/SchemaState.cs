namespace Letta.Migrations.Schema;

/// <summary>
/// A schema that can be written on; what hangs on a thing goes, and is renamed, with it, as Postgres does. What is made twice is what it
/// was made last, and what is not there is not missed: a revision that fixes a database which was stamped, or adopted with drift, makes
/// again what revisions before it say they made.
/// </summary>
internal sealed class SchemaState(DatabaseSchema schema)
{
    private readonly Dictionary<string, Table> _tables = schema.Tables.ToDictionary(t => t.Name, StringComparer.Ordinal);

    public List<EnumType> Enums { get; } = [.. schema.Enums];

    public List<Sequence> Sequences { get; } = [.. schema.Sequences];

    public List<View> Views { get; } = [.. schema.Views];

    /// <summary>Extensions; no revision ever drops one.</summary>
    public SortedSet<string> Extensions { get; } = new(schema.Extensions, StringComparer.Ordinal);

    public DatabaseSchema Read()
        => new([.. _tables.Values], [.. Enums], [.. Sequences]) { Views = [.. Views], Extensions = [.. Extensions] };

    /// <summary>The names of all tables, enums, sequences and views that were ever put into it, those that are gone too.</summary>
    public HashSet<string> Named { get; } = new(StringComparer.Ordinal);

    public void Set(Table table)
    {
        Named.Add(table.Name);
        _tables[table.Name] = table;
    }

    public void Add(string table, Column column)
        => Change(table, t => t with { Columns = [.. t.Columns.Where(c => c.Name != column.Name), column] });

    public void DropColumn(string table, string column)
    {
        Change(table, t => t with
        {
            Columns = [.. t.Columns.Where(c => c.Name != column)],
            Constraints = [.. t.Constraints.Where(c => !c.KeyColumns.Contains(column))],
            Indexes = [
                .. t.Indexes.Where(i => !i.Terms.Any(x => !x.IsExpression && x.Expression == column) && !i.Included.Contains(column))
            ],
        });
        Sequences.RemoveAll(s => s.Owner == $"{table}.{column}");
    }

    public void Rename(string table, ColumnRename rename)
    {
        Change(table, t => t with
        {
            Columns = [.. t.Columns.Select(c => rename.In(c))],
            Constraints = [.. t.Constraints.Select(c => rename.In(c))],
            Indexes = [.. t.Indexes.Select(i => rename.In(i))],
        });
        foreach (var other in _tables.Values.ToList())
            Change(other.Name, t => t with { Constraints = [.. t.Constraints.Select(c => rename.InParent(c, table))] });
        for (var i = 0; i < Sequences.Count; i++)
            Sequences[i] = Sequences[i].Owner == $"{table}.{rename.From}"
                ? Sequences[i] with { Owner = $"{table}.{rename.To}" }
                : Sequences[i];
    }

    public void RenameTable(string from, string to)
    {
        if (!_tables.Remove(from, out var table))
            return;

        Set(table with { Name = to });
        foreach (var other in _tables.Values.ToList())
            Change(
                other.Name,
                t => t with
                {
                    Constraints = [.. t.Constraints.Select(c => c is ForeignKey key && key.Parent == from ? key with { Parent = to } : c)]
                });
        for (var i = 0; i < Sequences.Count; i++)
        {
            if (Sequences[i].Owner?.StartsWith($"{from}.", StringComparison.Ordinal) == true)
                Sequences[i] = Sequences[i] with { Owner = $"{to}.{Sequences[i].Owner![(from.Length + 1)..]}" };
        }
    }

    public void DropTable(string name)
    {
        _tables.Remove(name);
        Sequences.RemoveAll(s => s.Owner?.StartsWith($"{name}.", StringComparison.Ordinal) == true);
    }

    public void Add(string table, Constraint constraint)
        => Change(table, t => t with
        {
            Constraints = [
                .. t.Constraints.Where(c => c.Name != constraint.Name && !(c is PrimaryKey && constraint is PrimaryKey)), constraint
            ],
            Columns = constraint is PrimaryKey key
                ? [.. t.Columns.Select(c => key.Columns.Contains(c.Name) ? c with { Nullable = false } : c)]
                : t.Columns,
        });

    public void DropConstraint(string table, string name)
        => Change(table, t => t with { Constraints = [.. t.Constraints.Where(c => c.Name != name)] });

    public void Add(string table, Index index)
    {
        DropIndex(index.Name);
        Change(table, t => t with { Indexes = [.. t.Indexes, index] });
    }

    public void DropIndex(string name)
    {
        foreach (var table in _tables.Values.Where(t => t.Indexes.Any(i => i.Name == name)).ToList())
            Change(table.Name, t => t with { Indexes = [.. t.Indexes.Where(i => i.Name != name)] });
    }

    public void Set(EnumType type)
    {
        Named.Add(type.Name);
        Enums.RemoveAll(t => t.Name == type.Name);
        Enums.Add(type);
    }

    public void Set(Sequence sequence)
    {
        Named.Add(sequence.Name);
        Sequences.RemoveAll(s => s.Name == sequence.Name);
        Sequences.Add(sequence);
    }

    public void Set(View view)
    {
        Named.Add(view.Name);
        Views.RemoveAll(v => v.Name == view.Name);
        Views.Add(view);
    }

    public void Change(string table, string column, Func<Column, Column> change)
        => Change(table, t => t with { Columns = [.. t.Columns.Select(c => c.Name == column ? change(c) : c)] });

    /// <summary>A table that raw SQL made is not known here, and nor is what happens to it.</summary>
    public void Change(string table, Func<Table, Table> change)
    {
        if (_tables.TryGetValue(table, out var written))
            _tables[table] = change(written);
    }
}

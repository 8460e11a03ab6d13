namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

/// <summary>A table as it is to be: its definition and its rows, changed by the plainest code there is.</summary>
internal sealed class ModelTable
{
    public required string Name { get; set; }

    public List<ModelColumn> Columns { get; } = [];

    public ModelKey? PrimaryKey { get; set; }

    public List<ModelKey> Uniques { get; } = [];

    public List<(string? Name, ModelColumn Column)> Checks { get; } = [];

    public List<ModelForeignKey> ForeignKeys { get; } = [];

    public List<ModelIndex> Indexes { get; } = [];

    /// <summary>Its triggers, and the column that a trigger is for.</summary>
    public List<(string Name, ModelColumn? Column)> Triggers { get; } = [];

    public bool WithoutRowid { get; init; }

    /// <summary>The last number given, where rows are numbered.</summary>
    public long? Sequence { get; set; }

    public List<ModelRow> Rows { get; } = [];

    /// <summary>The column that is the rowid.</summary>
    public ModelColumn? Alias => !WithoutRowid && PrimaryKey is { Columns: [{ Type: "INTEGER" } only] } ? only : null;

    public IEnumerable<ModelColumn> Plain => Columns.Where(c => c.Source is null);

    public bool HasNull(ModelColumn column) => Rows.Exists(r => Value(r, column) is null);

    public object? Value(ModelRow row, ModelColumn column)
        => column.Source is { } source
            ? column.Store(Value(row, source))
            : column == Alias ? row.Rowid : row.Values.GetValueOrDefault(column);

    /// <summary>True if no two rows agree in these columns; a NULL agrees with nothing.</summary>
    public bool IsUnique(IReadOnlyList<ModelColumn> columns)
    {
        var keys = Rows.Where(r => columns.All(c => Value(r, c) is not null))
            .Select(r => string.Join('\0', columns.Select(c => Value(r, c))))
            .ToList();
        return keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() == keys.Count;
    }

    /// <summary>Gives every row the value of the column under its new type.</summary>
    public void Retype(ModelColumn column, string type)
    {
        var values = Rows.ConvertAll(r => (Row: r, Value: Value(r, column)));
        column.Type = type;
        foreach (var (row, value) in values)
            row.Values[column] = column.Store(value);
        Realias();
    }

    /// <summary>The rowids follow the column that became their name.</summary>
    public void Realias()
    {
        if (Alias is not { } alias)
            return;
        foreach (var row in Rows.Where(r => r.Values.ContainsKey(alias)))
            row.Rowid = (long)row.Values[alias]!;
    }

    /// <summary>Keeps the values of the column that is about to stop being the rowid.</summary>
    public void Unalias()
    {
        if (Alias is not { } alias)
            return;
        foreach (var row in Rows)
            row.Values[alias] = row.Rowid;
    }

    public void Remove(ModelColumn column)
    {
        if (PrimaryKey?.Columns.Contains(column) == true)
        {
            Unalias();
            PrimaryKey = null;
            Sequence = null;
        }

        Uniques.RemoveAll(u => u.Columns.Contains(column));
        Checks.RemoveAll(c => c.Column == column);
        ForeignKeys.RemoveAll(f => f.Columns.Contains(column));
        Indexes.RemoveAll(i => i.Involves(column));
        Columns.Remove(column);
    }
}

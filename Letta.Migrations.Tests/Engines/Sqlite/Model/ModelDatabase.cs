namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

/// <summary>What a database is to hold, and how it is to look through SQLite's pragmas.</summary>
internal sealed class ModelDatabase
{
    public List<ModelTable> Tables { get; } = [];

    /// <summary>True if a foreign key of any table refers to the column.</summary>
    public bool IsReferred(ModelTable table, ModelColumn column)
        => Tables.Exists(t => t.ForeignKeys.Exists(f => f.Parent == table && f.ParentColumns.Contains(column)));

    /// <summary>True if a foreign key needs exactly this key.</summary>
    public bool IsNeeded(ModelTable table, IReadOnlyCollection<ModelColumn> key)
        => Tables.Exists(
            t => t.ForeignKeys.Exists(f => f.Parent == table && f.ParentColumns.Length == key.Count && f.ParentColumns.All(key.Contains)));

    public string Schema()
    {
        var lines = new List<string>();
        foreach (var t in Tables)
        {
            lines.Add($"table|{t.Name}|{(t.WithoutRowid ? 1 : 0)}");
            lines.AddRange(t.Columns.Select((c, i) => $"column|{t.Name}|{i}|{c.Name}|{c.Type}|{(c.NotNull ? 1 : 0)}|{c.Default?.Shown ?? "null"}"
                + $"|{Array.IndexOf(t.PrimaryKey?.Columns ?? [], c) + 1}|{(c.Source is null ? 0 : c.Stored ? 3 : 2)}|{c.Collation ?? "BINARY"}"));
            lines.AddRange(
                t.ForeignKeys.Select(
                    f => $"foreign key|{t.Name}|{Names(f.Columns)}|{f.Parent.Name}|{Names(f.ParentColumns)}|{f.OnDelete}"));
            lines.AddRange(t.Uniques.Select(u => $"unique|{t.Name}|{Names(u.Columns)}"));
            lines.AddRange(t.Indexes.Select(i => $"index|{t.Name}|{i.Name}|{(i.Unique ? 1 : 0)}|{(i.Filter is null ? 0 : 1)}|"
                + string.Join(
                    ',', i.Columns.Select(c => c.Name + (i.Descending ? " desc" : "")).Concat(i.Lower is null ? [] : ["expression"]))));
            lines.AddRange(t.Triggers.Select(r => $"trigger|{t.Name}|{r.Name}"));
            lines.AddRange(Constraints(t).Select(n => $"constraint|{t.Name}|{n}"));
            lines.Add($"checks|{t.Name}|{t.Checks.Count}");
            if (t.Sequence is { } sequence)
                lines.Add($"sequence|{t.Name}|{sequence}");
        }

        return Sorted(lines);
    }

    public string Rows()
    {
        var lines = new List<string>();
        foreach (var t in Tables)
        {
            lines.AddRange(t.Rows.Select(r => $"{t.Name}|{(t.WithoutRowid ? "" : r.Rowid.ToString())}|"
                + string.Join(
                    '|', t.Columns.Select(c => t.Value(r, c) switch { null => "NULL", string s => $"'{s}'", var n => n.ToString() }))));
        }

        return Sorted(lines);
    }

    public static string Sorted(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static string Names(ModelColumn[] columns) => string.Join(',', columns.Select(c => c.Name));

    private static IEnumerable<string> Constraints(ModelTable t)
        => t.Uniques.Select(u => u.Name).Concat(t.Checks.Select(c => c.Name)).Concat(t.ForeignKeys.Select(f => f.Name))
            .Append(t.PrimaryKey?.Name)
            .OfType<string>();
}

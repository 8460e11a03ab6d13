namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

/// <summary>A random database, made by plain SQL, and its model.</summary>
internal sealed class RandomSchema(Random random)
{
    private static readonly string[] Types = ["INTEGER", "BIGINT", "TEXT", "VARCHAR(20)", "DATETIME", "VARCHAR"];

    private int _names;

    public ModelDatabase Database { get; } = new();

    public string Name(string prefix) => $"{prefix}{++_names}";

    public bool Chance(double probability) => random.NextDouble() < probability;

    public int Next(int below) => random.Next(below);

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public string Type() => Pick(Types);

    public object? Value(ModelColumn column)
        => column is { NotNull: false } && Chance(0.3)
            ? null
            : column.Store(Chance(0.5) ? (long)random.Next(1000) : $"s{random.Next(1000)}");

    /// <summary>The CREATE statements and INSERTs.</summary>
    public string Create()
    {
        var sql = Enumerable.Range(0, 2 + Next(3)).Select(_ => Table()).ToList();
        foreach (var table in Database.Tables)
            sql.AddRange(Fill(table));
        foreach (var table in Database.Tables)
            sql.AddRange(Around(table));
        return string.Join(";\n", sql);
    }

    private string Table()
    {
        var key = Next(5); // none, INTEGER PRIMARY KEY, AUTOINCREMENT, one column, two columns
        var table = new ModelTable { Name = Name("t"), WithoutRowid = key >= 3 && Chance(0.3) };
        for (var i = 2 + Next(5); i > 0; i--)
            table.Columns.Add(
                new ModelColumn { Name = Name("c"), Type = Type(), NotNull = Chance(0.3), Collation = Chance(0.15) ? "NOCASE" : null });
        var lines = new List<string>();
        if (key is 1 or 2)
        {
            table.Columns[0].Type = "INTEGER";
            table.Columns[0].NotNull = false;
            table.PrimaryKey = new ModelKey(null, [table.Columns[0]]);
            table.Sequence = key is 2 ? 0 : null;
        }
        else if (key is 3 or 4)
        {
            table.PrimaryKey = new ModelKey(Chance(0.5) ? Name("pk") : null, [.. table.Columns.Take(key - 2)]);
            foreach (var column in table.PrimaryKey.Columns)
                (column.NotNull, column.Type) = (true, column.Type == "INTEGER" ? "BIGINT" : column.Type);
            lines.Add($"{Named(table.PrimaryKey.Name)}primary key ({string.Join(", ", table.PrimaryKey.Columns.Select(c => c.Name))})");
        }

        foreach (var column in table.Columns.Where(c => c != table.Alias && Chance(0.3)))
            column.Default = Chance(0.5) ? ("7", column.Store(7L)!) : ("'d'", "d");
        if (Chance(0.3))
        {
            var source = Pick(table.Columns);
            table.Columns.Add(new ModelColumn { Name = Name("g"), Type = source.Type, Source = source, Stored = Chance(0.5) });
        }

        lines.AddRange(Constraints(table));
        var columns = table.Columns.Select(c => Line(table, c));
        Database.Tables.Add(table);
        return $"create table {table.Name} (\n{string.Join(",\n", columns.Concat(lines))}){(table.WithoutRowid ? " without rowid" : "")}";
    }

    private IEnumerable<string> Constraints(ModelTable table)
    {
        var plain = table.Plain.ToList();
        if (Chance(0.4))
        {
            var unique = new ModelKey(Chance(0.6) ? Name("uq") : null, [plain[0], plain[^1]]);
            if (plain.Count > 1 && !(table.PrimaryKey?.Columns is [var a, var b] && a == plain[0] && b == plain[^1]))
            {
                table.Uniques.Add(unique);
                yield return $"{Named(unique.Name)}unique ({plain[0].Name}, {plain[^1].Name})";
            }
        }

        if (Chance(0.4))
        {
            var check = (Name: Chance(0.6) ? Name("ck") : null, Column: Pick(plain));
            table.Checks.Add(check);
            yield return $"{Named(check.Name)}check (length({check.Column.Name}) < 1000)";
        }

        // To a key of a table that is there already, or to its own.
        var parents = Database.Tables.Append(table).Where(t => t.PrimaryKey is { Columns.Length: var n } && n <= plain.Count).ToList();
        if (parents.Count > 0 && Chance(0.6))
        {
            var parent = Pick(parents);
            var columns = plain.Where(c => !c.NotNull && c != table.Alias).Take(parent.PrimaryKey!.Columns.Length).ToArray();
            if (columns.Length == parent.PrimaryKey.Columns.Length)
            {
                var action = Pick<string>(["NO ACTION", "CASCADE", "SET NULL"]);
                var foreignKey = new ModelForeignKey(Chance(0.6) ? Name("fk") : null, columns, parent, parent.PrimaryKey.Columns, action);
                table.ForeignKeys.Add(foreignKey);
                yield return $"{Named(foreignKey.Name)}foreign key ({Names(columns)}) references {parent.Name} "
                    + $"({Names(foreignKey.ParentColumns)}) on delete {action}";
            }
        }
    }

    private IEnumerable<string> Fill(ModelTable table)
    {
        for (var i = Next(12); i > 0; i--)
        {
            var row = new ModelRow { Rowid = table.Rows.Count == 0 ? random.Next(-5, 5) : table.Rows.Max(r => r.Rowid) + 1 + Next(5) };
            foreach (var column in table.Plain)
                row.Values[column] = column == table.Alias ? row.Rowid : Value(column);
            foreach (var foreignKey in table.ForeignKeys)
            {
                var parent = foreignKey.Parent.Rows.Count > 0 && Chance(0.6) ? Pick(foreignKey.Parent.Rows) : null;
                foreach (var (own, other) in foreignKey.Columns.Zip(foreignKey.ParentColumns))
                    row.Values[own] = parent is null ? null : own.Store(foreignKey.Parent.Value(parent, other));
            }

            table.Rows.Add(row);
            if (table.Uniques.Append(table.PrimaryKey).OfType<ModelKey>().All(k => table.IsUnique(k.Columns)))
                yield return Insert(table, row);
            else
                table.Rows.Remove(row);
        }

        if (table.Sequence is not null)
        {
            var last = table.Rows.Count == 0 ? 0 : Math.Max(0, table.Rows.Max(r => r.Rowid));
            table.Sequence = last + Next(10);
            yield return $"delete from sqlite_sequence where name = '{table.Name}'";
            yield return $"insert into sqlite_sequence values ('{table.Name}', {table.Sequence})";
        }
    }

    private IEnumerable<string> Around(ModelTable table)
    {
        var plain = table.Plain.ToList();
        if (Chance(0.5))
        {
            var index = new ModelIndex(
                Name("ix"), Unique: false, [Pick(plain)], Descending: Chance(0.5), Lower: null, Filter: Chance(0.5) ? Pick(plain) : null);
            table.Indexes.Add(index);
            yield return $"create index {index.Name} on {table.Name} ({index.Columns[0].Name}{(index.Descending ? " desc" : "")})"
                + (index.Filter is null ? "" : $" where {index.Filter.Name} is not null");
        }

        if (Chance(0.4))
        {
            var index = new ModelIndex(Name("ix"), Unique: false, [], Descending: false, Lower: Pick(plain));
            table.Indexes.Add(index);
            yield return $"create index {index.Name} on {table.Name} (lower({index.Lower!.Name}))";
        }

        if (Chance(0.4))
        {
            var column = Chance(0.5) ? Pick(plain) : null;
            table.Triggers.Add((Name("tr"), column));
            yield return $"create trigger {table.Triggers[^1].Name} after update{(column is null ? "" : $" of {column.Name}")} "
                + $"on {table.Name} "
                + $"begin select {(column is null ? "1" : $"new.{column.Name}")} from {Pick(Database.Tables).Name}; end";
        }
    }

    private static string Insert(ModelTable table, ModelRow row)
    {
        var columns = table.Plain.ToList();
        var hidden = table.WithoutRowid || table.Alias is not null;
        return $"insert into {table.Name} ({(hidden ? "" : "rowid, ")}{Names(columns)}) values ({(hidden ? "" : $"{row.Rowid}, ")}"
            + $"{string.Join(", ", columns.Select(c => row.Values[c] switch { null => "null", string s => $"'{s}'", var n => n.ToString() }))})";
    }

    private static string Line(ModelTable table, ModelColumn c)
        => $"{c.Name} {c.Type}"
            + (c.Collation is null ? "" : $" collate {c.Collation}")
            + (c == table.Alias ? $" primary key{(table.Sequence is null ? "" : " autoincrement")}" : "")
            + (c.Source is null ? "" : $" generated always as ({c.Source.Name}){(c.Stored ? " stored" : "")}")
            + (c.Default is { } d ? $" default {d.Shown}" : "")
            + (c.NotNull ? " not null" : "");

    private static string Named(string? name) => name is null ? "" : $"constraint {name} ";

    private static string Names(IEnumerable<ModelColumn> columns) => string.Join(", ", columns.Select(c => c.Name));
}

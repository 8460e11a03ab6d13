using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

/// <summary>
/// Random steps that are possible on the model as it is: each changes the model, and says the same as a step of a revision.
/// </summary>
internal sealed class RandomSteps(RandomSchema schema)
{
    private readonly List<string> _freed = [];

    /// <summary>
    /// Tables whose primary key this revision changed: what a second change does in the same copy to rowids and numbering is nobody's
    /// promise.
    /// </summary>
    private readonly HashSet<ModelTable> _rekeyed = [];

    private ModelDatabase Database => schema.Database;

    /// <summary>True if a step looked at rows, so that what was held back before was carried out.</summary>
    public bool Looked { get; private set; }

    public void NextRevision()
    {
        Looked = false;
        _rekeyed.Clear();
    }

    /// <summary>One step; null if chance picked one that is not possible now.</summary>
    public Action<Adhoc>? Next()
    {
        var table = schema.Pick(Database.Tables);
        return schema.Next(17) switch
        {
            0 or 1 => AlterColumn(table),
            2 => SetDefault(table),
            3 or 4 => AddColumn(table),
            5 or 6 => DropColumn(table),
            7 => RenameColumn(table),
            8 => RenameTable(table),
            9 => AddForeignKey(table),
            10 => DropForeignKey(table),
            11 => AddOrDropUnique(table),
            12 => AddOrDropCheck(table),
            13 => AddOrDropIndex(table),
            14 => AddOrDropPrimaryKey(table),
            15 => Insert(table),
            _ => SetNotNullIfFilled(table),
        };
    }

    private Action<Adhoc>? AlterColumn(ModelTable table)
    {
        var column = schema.Pick(table.Plain.ToList());
        if ((column == table.Alias && table.Sequence is not null)
            || (_rekeyed.Contains(table) && table.PrimaryKey?.Columns.Contains(column) == true))
            return null;

        bool? nullable
            = schema.Chance(0.4) ? null : table.HasNull(column) || table.PrimaryKey?.Columns.Contains(column) != true && schema.Chance(0.5);
        var type = schema.Type();
        if (table.PrimaryKey is { Columns: [var only] } && only == column && type == "INTEGER")
            type = "BIGINT";
        table.Unalias();
        table.Retype(column, type);
        column.NotNull = nullable switch { true => false, false => true, null => column.NotNull };
        var (t, c) = (table.Name, column.Name);
        return r =>
        {
            var altered = r.Alter.Column(c).OnTable(t).AsCustom(type);
            _ = nullable switch { true => altered.Nullable(), false => altered.NotNullable(), null => altered };
        };
    }

    private Action<Adhoc>? SetDefault(ModelTable table)
    {
        var column = schema.Pick(table.Plain.ToList());
        var (t, c) = (table.Name, column.Name);
        if (column.Default is not null)
        {
            column.Default = null;
            return r => r.Delete.DefaultConstraint().OnTable(t).OnColumn(c);
        }

        if (column == table.Alias)
            return null;
        column.Default = ("'x'", "x");
        var (type, nullable) = (column.Type, !column.NotNull);
        return r =>
        {
            var altered = r.Alter.Table(t).AlterColumn(c).AsCustom(type);
            (nullable ? altered.Nullable() : altered.NotNullable()).WithDefaultValue("x");
        };
    }

    private Action<Adhoc>? AddColumn(ModelTable table)
    {
        var name = _freed.Count > 0 && schema.Chance(0.4) ? schema.Pick(_freed) : schema.Name("c");
        if (table.Columns.Exists(c => c.Name == name))
            return null;

        var column = new ModelColumn { Name = name, Type = schema.Type() };
        var (t, c, type) = (table.Name, column.Name, column.Type);
        object? Set(object? value) => column.Store(value);
        Action<Adhoc> step;
        switch (schema.Next(6))
        {
            case 0:
                Give(_ => null);
                step = r => r.Create.Column(c).OnTable(t).AsCustom(type).Nullable();
                break;
            case 1:
                (column.Default, column.NotNull) = (("5", column.Store(5L)!), schema.Chance(0.5));
                var nullable = !column.NotNull;
                Give(_ => Set(5L));
                step = r => Nullable(r.Create.Column(c).OnTable(t).AsCustom(type), nullable).WithDefaultValue(5);
                break;
            case 2:
                (column.Default, column.NotNull) = (("upper('e')", "E"), schema.Chance(0.5));
                var optional = !column.NotNull;
                Give(_ => "E");
                step = r => Nullable(r.Create.Column(c).OnTable(t).AsCustom(type), optional).WithDefaultValue(RawSql.Insert("upper('e')"));
                break;
            case 3:
                var source = schema.Pick(table.Columns);
                var s = source.Name;
                var before = table.Rows.ToDictionary(row => row, row => table.Value(row, source));
                column.NotNull = !table.HasNull(source);
                var mayBeNull = !column.NotNull;
                Give(row => before[row] is { } value ? Set($"{value}!") : null);
                step = r => Nullable(r.Create.Column(c).OnTable(t).AsCustom(type), mayBeNull).FilledFrom($"{t}.{s} || '!'");
                Looked = true;
                break;
            case 4:
                var other = schema.Pick(Database.Tables);
                var (o, count) = (other.Name, (long)other.Rows.Count);
                column.NotNull = true;
                Give(_ => Set(count));
                step = r => r.Create.Column(c).OnTable(t).AsCustom(type).NotNullable().FilledFrom($"(select count(*) from {o} o)");
                Looked = true;
                break;
            default:
                column.NotNull = schema.Chance(0.5);
                var not = column.NotNull;
                Give(_ => Set("all"));
                step = r =>
                {
                    var added = r.Alter.Table(t).AddColumn(c).AsCustom(type).SetExistingRowsTo("all");
                    _ = not ? added.NotNullable() : added.Nullable();
                };
                Looked = true;
                break;
        }

        return step;

        void Give(Func<ModelRow, object?> value)
        {
            table.Columns.Add(column);
            foreach (var row in table.Rows)
                row.Values[column] = value(row);
        }
    }

    private Action<Adhoc>? DropColumn(ModelTable table)
    {
        var column = schema.Pick(table.Columns);
        if (table.Plain.Count() < 2
            || (table.Plain.Count() == 2 && table.WithoutRowid)
            || (table.PrimaryKey?.Columns.Contains(column) == true && (table.WithoutRowid || !_rekeyed.Add(table)))
            || Database.IsReferred(table, column)
            || table.Columns.Exists(c => c.Source == column)
            || table.Triggers.Exists(r => r.Column == column))
        {
            return null;
        }

        table.Remove(column);
        if (column.Source is null)
            _freed.Add(column.Name);
        var (t, c) = (table.Name, column.Name);
        return r => r.Delete.Column(c).FromTable(t);
    }

    private Action<Adhoc> RenameColumn(ModelTable table)
    {
        var column = schema.Pick(table.Columns);
        var (t, from) = (table.Name, column.Name);
        column.Name = _freed.Find(f => schema.Chance(0.3) && !table.Columns.Exists(c => c.Name == f)) ?? schema.Name("c");
        var to = column.Name;
        Looked = true; // It may have to wait for a column of that name to go.
        return r => r.Rename.Column(from).OnTable(t).To(to);
    }

    private Action<Adhoc> RenameTable(ModelTable table)
    {
        var from = table.Name;
        table.Name = schema.Name("t");
        var to = table.Name;
        return r => r.Rename.Table(from).To(to);
    }

    private Action<Adhoc>? AddForeignKey(ModelTable table)
    {
        var parents = Database.Tables.Where(p => p.PrimaryKey is not null || p.Uniques.Count > 0).ToList();
        if (parents.Count == 0)
            return null;

        var parent = schema.Pick(parents);
        var key = schema.Pick(parent.Uniques.Append(parent.PrimaryKey).OfType<ModelKey>().ToList()).Columns;
        var columns
            = table.Plain.Where(c => c != table.Alias && table.Rows.TrueForAll(r => table.Value(r, c) is null)).Take(key.Length).ToArray();
        if (columns.Length < key.Length)
            return null;

        var foreignKey = new ModelForeignKey(schema.Name("fk"), columns, parent, key, "CASCADE");
        table.ForeignKeys.Add(foreignKey);
        var (t, p, n, own, other) = (table.Name, parent.Name, foreignKey.Name, Names(columns), Names(key));
        return r => r.Create.ForeignKey(n).FromTable(t).ForeignColumns(own).ToTable(p).PrimaryColumns(other).OnDelete(Rule.Cascade);
    }

    private static Action<Adhoc>? DropForeignKey(ModelTable table)
    {
        if (table.ForeignKeys.Count == 0)
            return null;

        var foreignKey = table.ForeignKeys[^1];
        var (t, p, own, other) = (table.Name, foreignKey.Parent.Name, Names(foreignKey.Columns), Names(foreignKey.ParentColumns));
        if (foreignKey.Name is null && table.ForeignKeys.Count(f => f.Name is null && Names(f.Columns).SequenceEqual(own)) > 1)
            return null;
        table.ForeignKeys.Remove(foreignKey);
        return foreignKey.Name is { } n
            ? r => r.Delete.ForeignKey(n).OnTable(t)
            : r => r.Delete.ForeignKey().FromTable(t).ForeignColumns(own).ToTable(p).PrimaryColumns(other);
    }

    private Action<Adhoc>? AddOrDropUnique(ModelTable table)
    {
        var t = table.Name;
        if (table.Uniques.Count > 0 && schema.Chance(0.6))
        {
            var gone = table.Uniques[0];
            if (Database.IsNeeded(table, gone.Columns))
                return null;
            table.Uniques.Remove(gone);
            var old = gone.Name ?? $"{t}_{string.Join('_', Names(gone.Columns))}_key";
            return r => r.Delete.UniqueConstraint(old).FromTable(t);
        }

        ModelColumn[] columns = [.. table.Plain.Where(_ => schema.Chance(0.5)).Take(2)];
        if (columns.Length == 0
            || !table.IsUnique(columns)
            || table.Uniques.Append(table.PrimaryKey).Any(u => u is not null && u.Columns.SequenceEqual(columns)))
            return null;
        table.Uniques.Add(new ModelKey(schema.Name("uq"), columns));
        var (name, names) = (table.Uniques[^1].Name, Names(columns));
        return r => r.Create.UniqueConstraint(name).OnTable(t).Columns(names);
    }

    private Action<Adhoc> AddOrDropCheck(ModelTable table)
    {
        var t = table.Name;
        if (table.Checks.FindIndex(c => c.Name is not null) is >= 0 and var index && schema.Chance(0.5))
        {
            var gone = table.Checks[index].Name!;
            table.Checks.RemoveAt(index);
            return r => r.DropCheck(gone, t);
        }

        var check = (Name: schema.Name("ck"), Column: schema.Pick(table.Plain.ToList()));
        table.Checks.Add(check);
        var (n, c) = (check.Name, check.Column.Name);
        return r => r.CreateCheck(n, t, $"length({t}.{c}) < 1000 or \"{c}\" is null");
    }

    private Action<Adhoc> AddOrDropIndex(ModelTable table)
    {
        var t = table.Name;
        if (table.Indexes.Count > 0 && schema.Chance(0.5))
        {
            var gone = table.Indexes[0].Name;
            table.Indexes.RemoveAt(0);
            return r => r.Delete.Index(gone).OnTable(t);
        }

        var column = schema.Pick(table.Plain.ToList());
        var filter = schema.Chance(0.5) ? schema.Pick(table.Plain.ToList()) : null;
        var index
            = new ModelIndex(
                schema.Name("ix"), table.IsUnique([column]) && schema.Chance(0.5), [column], schema.Chance(0.5), Filter: filter);
        table.Indexes.Add(index);
        var (n, c, f, unique, descending) = (index.Name, column.Name, filter?.Name, index.Unique, index.Descending);
        return r =>
        {
            var on = r.Create.Index(n).OnTable(t).OnColumn(c);
            var options = (descending ? on.Descending() : on.Ascending()).WithOptions();
            if (f is not null)
                FluentMigrator.Postgres.PostgresExtensions.Filter(options, $"{f} is not null");
            if (unique)
                options.Unique();
        };
    }

    private Action<Adhoc>? AddOrDropPrimaryKey(ModelTable table)
    {
        var t = table.Name;
        if (table.PrimaryKey is { } gone)
        {
            if (table.WithoutRowid || Database.IsNeeded(table, gone.Columns) || !_rekeyed.Add(table))
                return null;
            table.Unalias();
            (table.PrimaryKey, table.Sequence) = (null, null);
            var old = gone.Name ?? $"{t}_pkey";
            return r => r.Delete.PrimaryKey(old).FromTable(t);
        }

        ModelColumn[] columns = [.. table.Plain.Where(c => !table.HasNull(c) && schema.Chance(0.6)).Take(2)];
        if (columns.Length == 0 || !table.IsUnique(columns) || table.Uniques.Exists(u => u.Columns.SequenceEqual(columns)))
            return null;
        if (columns is [{ Type: "INTEGER" } only] && table.Rows.Exists(r => table.Value(r, only) is not long))
            return null;
        if (!_rekeyed.Add(table))
            return null;
        table.PrimaryKey = new ModelKey(schema.Name("pk"), columns);
        foreach (var column in columns)
            column.NotNull = true;
        table.Realias();
        var (name, names) = (table.PrimaryKey.Name, Names(columns));
        return r => r.Create.PrimaryKey(name).OnTable(t).Columns(names);
    }

    private Action<Adhoc>? Insert(ModelTable table)
    {
        if (table.WithoutRowid || table.ForeignKeys.Count > 0)
            return null;

        var last = Math.Max(table.Rows.Count == 0 ? 0 : table.Rows.Max(r => r.Rowid), table.Sequence ?? long.MinValue);
        var row = new ModelRow { Rowid = last + 1 };
        foreach (var column in table.Plain)
            row.Values[column] = column == table.Alias ? row.Rowid : schema.Value(column);
        table.Rows.Add(row);
        if (!table.Uniques.Append(table.PrimaryKey).OfType<ModelKey>().Select(k => k.Columns)
            .Concat(table.Indexes.Where(i => i.Unique).Select(i => i.Columns))
            .All(table.IsUnique))
        {
            table.Rows.Remove(row);
            return null;
        }

        if (table.Sequence is not null)
            table.Sequence = row.Rowid;
        Looked = true;
        var t = table.Name;
        var values = table.Plain.Where(c => c != table.Alias).ToDictionary(c => c.Name, c => row.Values[c]!, StringComparer.Ordinal);
        return r => r.Insert.IntoTable(t).Row(values);
    }

    private Action<Adhoc> SetNotNullIfFilled(ModelTable table)
    {
        var column = schema.Pick(table.Plain.ToList());
        column.NotNull |= !table.HasNull(column);
        var (t, c) = (table.Name, column.Name);
        return r => r.SetNotNullIfFilled(t, c);
    }

    private static string[] Names(IEnumerable<ModelColumn> columns) => [.. columns.Select(c => c.Name)];

    private static FluentMigrator.Builders.Create.Column.ICreateColumnOptionSyntax Nullable(
        FluentMigrator.Builders.Create.Column.ICreateColumnOptionSyntax column, bool nullable)
        => nullable ? column.Nullable() : column.NotNullable();
}

using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>Changes of every kind to a model: tables, columns, enums, sequences, names.</summary>
internal sealed class RandomChanges
{
    private readonly RandomModel _model;
    private readonly RandomColumns _columns;
    private readonly RandomConstraints _constraints;
    private readonly (int Weight, Func<string?> Change)[] _kinds;

    public RandomChanges(RandomModel model)
    {
        _model = model;
        _columns = new RandomColumns(model);
        _constraints = new RandomConstraints(model, _columns);
        _kinds =
        [
            (6, AddTable), (3, DropTable), (14, AddColumn), (6, DropColumn), (8, ChangeType), (6, ChangeNullable), (8, ChangeDefault),
            (3, AddNumbered), (3, ChangeIdentity), (3, AddComputed), (2, ChangeComputed), (3, ChangeCollation), (4, ChangeComment),
            (3, AddEnum),
            (5, AddLabels),
            (3, RemoveLabel), (3, DropEnum), (3, AddSequence), (3, ChangeSequence), (3, DropSequence),
            (3, Draw),
            (4, RenameTable), (6, RenameColumn), .. _constraints.Kinds,
        ];
    }

    /// <summary>The tables, enums and sequences that the first revision makes.</summary>
    public void Begin()
    {
        _model.Begin();
        AddEnum();
        AddEnum();
        AddSequence();
        for (var i = 0; i < 5; i++)
            AddTable();
    }

    /// <summary>One to six changes.</summary>
    public void Next()
    {
        _model.Begin();
        var count = 1 + _model.Random.Next(6);
        for (var tries = 0; _model.Log.Count < count && tries < 100; tries++)
            One();
    }

    private void One()
    {
        var at = _model.Random.Next(_kinds.Sum(k => k.Weight));
        var kind = _kinds.First(k => (at -= k.Weight) < 0);
        if (kind.Change() is { } what)
            _model.Say(what);
    }

    private string? AddTable()
    {
        if (_model.Schema.Tables.Count > 6)
            return null;
        var name = _model.Name("t");
        var (anchor, sequence) = Anchor(name);
        List<Column> columns = [anchor, .. Enumerable.Range(0, 2 + _model.Random.Next(6)).Select(_ => _columns.New())];
        if (_model.Chance(15))
            columns.Add(new Column("org", "character varying(40)", false, null));
        IReadOnlyList<string> key = columns[^1].Name == "org" && _model.Chance(60)
            ? _model.Chance(50) ? [anchor.Name, "org"] : ["org", anchor.Name]
            : [anchor.Name];
        Constraint first = anchor.Name.StartsWith("code", StringComparison.Ordinal) && _model.Chance(25)
            ? new UniqueConstraint($"uq_{name}", key)
            : new PrimaryKey(_model.Chance(80) ? $"{name}_pkey" : $"pk_{name}", key);
        _model.Add(new Table(name, columns, [first], [], []) { Comment = _model.Chance(20) ? _columns.Comment() : null });
        if (sequence is not null)
            _model.Set(sequence);
        for (var i = _model.Random.Next(4); i > 0; i--)
            _constraints.Around(name);
        return $"add table {name}";
    }

    private (Column Anchor, Sequence? Sequence) Anchor(string table) => _model.Random.Next(8) switch
    {
        0 => (new Column("id", "bigint", false, null) { Identity = "identity" }, null),
        1 => (new Column("id", "integer", false, null) { Identity = "identity always" }, null),
        2
            => (
                new Column("id", "integer", false, $"nextval('{table}_id_seq'::regclass)"),
                new Sequence($"{table}_id_seq", "integer", 1, 1, $"{table}.id")),
        3 => (new Column("code", "text", false, null), null),
        4 => (new Column("code", "bigint", false, null), null),
        5 => (new Column("id", "uuid", false, null), null),
        _ => (new Column("id", "character varying", false, null), null),
    };

    private string? DropTable()
    {
        if (_model.Schema.Tables.Count < 5 || Table(t => !_model.IsRenamed(t.Name) && IsThereBefore(t)) is not { } table)
            return null;
        _model.DropTable(table.Name);
        return $"drop table {table.Name}";
    }

    private string AddColumn()
    {
        var (table, column) = (_model.Pick(_model.Schema.Tables), _columns.New());
        _model.Change(table.Name, t => t with { Columns = [.. t.Columns, column] });
        return $"add column {table.Name}.{column.Name} {column.Text}";
    }

    private string? DropColumn()
    {
        if (Column((t, c) => IsFree(t, c) && !_model.IsRenamed(t.Name)) is not { } at)
            return null;
        _model.DropColumn(at.Table.Name, at.Column.Name);
        return $"drop column {at.Table.Name}.{at.Column.Name}";
    }

    /// <summary>To another kind of value only where nothing hangs on the column that may not be over such values.</summary>
    private string? ChangeType()
    {
        if (Column((t, c) => IsFree(t, c)
            && c.Computed is null
            && c.Identity is null
            && Draws(c) is null
            && !_model.IsReferred(t.Name, c.Name)
                && !t.Constraints.OfType<ForeignKey>().Any(k => k.Columns.Contains(c.Name))) is not { } at
            || _columns.Other(at.Column.Type) is not { } type)
            return null;
        var alike = (RandomColumns.IsText(type) && RandomColumns.IsText(at.Column.Type))
            || (RandomColumns.IsNumber(type) && RandomColumns.IsNumber(at.Column.Type));
        if (!alike && _model.IsUsed(at.Table, at.Column.Name))
            return null;
        if (at.Table.Indexes.Any(i => RandomModel.Uses(i, at.Column.Name) && i.Terms.Any(t => t.OperatorClass is not null)))
            return null;
        var collation = RandomColumns.IsText(type) ? at.Column.Collation : null;
        _model.Change(
            at.Table.Name,
            at.Column.Name,
            c => c with
            {
                Type = type,
                Collation = collation,
                Default = alike ? c.Default : c.Default is null ? null : _columns.Default(type)
            });
        return $"change type {at.Table.Name}.{at.Column.Name} from {at.Column.Type} to {type}";
    }

    private string? ChangeNullable()
    {
        if (Column((t, c) => IsFree(t, c) && c.Computed is null && c.Identity is null && !t.Key.Contains(c.Name) && c.Default is null
                && !t.Constraints.OfType<ForeignKey>().Any(k => k.Columns.Contains(c.Name))) is not { } at)
            return null;
        _model.Change(at.Table.Name, at.Column.Name, c => c with { Nullable = !c.Nullable });
        return $"change {at.Table.Name}.{at.Column.Name} to {(at.Column.Nullable ? "not null" : "null")}";
    }

    private string? ChangeDefault()
    {
        if (Column((t, c) => IsFree(t, c) && c.Computed is null && c.Identity is null && Draws(c) is null && !t.Key.Contains(c.Name)
                && !t.Constraints.OfType<ForeignKey>().Any(k => k.Columns.Contains(c.Name))) is not { } at)
            return null;
        var value = at.Column.Default is not null && _model.Chance(40) ? null : _columns.Default(at.Column.Type);
        _model.Change(at.Table.Name, at.Column.Name, c => c with { Default = value });
        return $"change default {at.Table.Name}.{at.Column.Name} to {value ?? "none"}";
    }

    /// <summary>A column that the database numbers, in the rows that exist too.</summary>
    private string AddNumbered()
    {
        var (table, name) = (_model.Pick(_model.Schema.Tables), _model.Name("c"));
        var type = _model.Pick(["integer", "bigint"]);
        var column = new Column(name, type, false, null) { Identity = _model.Pick([null, "identity", "identity always"]) };
        if (column.Identity is null)
        {
            _model.Set(new Sequence($"{table.Name}_{name}_seq", type, 1, 1, $"{table.Name}.{name}"));
            column = column with { Default = $"nextval('{table.Name}_{name}_seq'::regclass)" };
        }

        _model.Change(table.Name, t => t with { Columns = [.. t.Columns, column] });
        return $"add {column.Identity ?? "serial"} column {table.Name}.{name}";
    }

    private string? ChangeIdentity()
    {
        if (Column((t, c) => IsFree(t, c)
            && c is { Type: "integer" or "bigint", Nullable: false, Default: null, Computed: null }
            && !t.Key.Contains(c.Name)
                && !t.Constraints.OfType<ForeignKey>().Any(k => k.Columns.Contains(c.Name))) is not { } at)
            return null;
        var identity = at.Column.Identity switch
        {
            null => _model.Pick(["identity", "identity always"]),
            "identity" => _model.Pick([null, "identity always"]),
            _ => _model.Pick([null, "identity"])
        };
        _model.Change(at.Table.Name, at.Column.Name, c => c with { Identity = identity });
        return $"change identity {at.Table.Name}.{at.Column.Name} from {at.Column.Identity ?? "none"} to {identity ?? "none"}";
    }

    private string? AddComputed()
    {
        if (Column(
            (_, c) => c.Computed is null
                && (RandomColumns.IsText(c.Type) || c.Type is "integer" or "bigint")
                && c.Name != "order") is not { } at)
            return null;
        var name = _model.Name("c");
        var column = RandomColumns.IsText(at.Column.Type)
            ? new Column(name, "text", true, null) { Computed = $"upper({at.Column.Name})" }
            : new Column(name, "bigint", true, null) { Computed = $"({at.Column.Name} + {_model.Random.Next(9)})" };
        _model.Change(at.Table.Name, t => t with { Columns = [.. t.Columns, column] });
        return $"add computed column {at.Table.Name}.{name} as {column.Computed}";
    }

    private string? ChangeComputed()
    {
        if (Column((t, c) => c.Computed is not null && !_model.IsUsed(t, c.Name)) is not { } at)
            return null;
        var text = at.Column.Type is "text"
            ? at.Column.Computed!.Replace("upper", "lower", StringComparison.Ordinal)
            : at.Column.Computed!.Replace("+", "-", StringComparison.Ordinal);
        if (text == at.Column.Computed)
            return null;
        _model.Change(at.Table.Name, at.Column.Name, c => c with { Computed = text });
        return $"change computed column {at.Table.Name}.{at.Column.Name} to {text}";
    }

    private string? ChangeCollation()
    {
        if (Column((t, c) => IsFree(t, c) && c.Computed is null && RandomColumns.IsText(c.Type) && !_model.IsReferred(t.Name, c.Name)
                && !t.Constraints.OfType<ForeignKey>().Any(k => k.Columns.Contains(c.Name))) is not { } at)
            return null;
        var collation = at.Column.Collation is null ? "C" : null;
        _model.Change(at.Table.Name, at.Column.Name, c => c with { Collation = collation });
        return $"change collation {at.Table.Name}.{at.Column.Name} to {collation ?? "none"}";
    }

    private string ChangeComment()
    {
        var table = _model.Pick(_model.Schema.Tables);
        if (_model.Chance(30))
        {
            _model.Change(table.Name, t => t with { Comment = t.Comment is null ? _columns.Comment() : null });
            return $"change comment of {table.Name}";
        }

        var column = _model.Pick(table.Columns);
        _model.Change(table.Name, column.Name, c => c with { Comment = c.Comment is null ? _columns.Comment() : null });
        return $"change comment of {table.Name}.{column.Name}";
    }

    private string? AddEnum()
    {
        if (_model.Schema.Enums.Count > 4)
            return null;
        var name = _model.Name("mood");
        _model.Set(new EnumType(name, [.. Enumerable.Range(0, 2 + _model.Random.Next(3)).Select(_ => _model.Name("l"))]));
        return $"add enum {name}";
    }

    private string? AddLabels()
    {
        if (_model.Schema.Enums.Count == 0)
            return null;
        var type = _model.Pick(_model.Schema.Enums);
        var labels = type.Labels.ToList();
        for (var i = _model.Random.Next(2); i >= 0; i--)
            labels.Insert(_model.Random.Next(labels.Count + 1), _model.Chance(20) ? _model.Name("it's ") : _model.Name("label"));
        _model.Set(type with { Labels = labels });
        return $"change labels of {type.Name} to {string.Join(", ", labels)}";
    }

    /// <summary>A label that no default names; rows may.</summary>
    private string? RemoveLabel()
    {
        var types = _model.Schema.Enums.Where(e => e.Labels.Count > 2).ToList();
        if (types.Count == 0)
            return null;
        var type = _model.Pick(types);
        var used = _model.Schema.Tables.SelectMany(t => t.Columns).Where(c => c.Type == type.Name).Select(c => c.Default).ToList();
        var free = type.Labels.Where(l => !used.Contains($"{SqlLiteral.Quote(l)}::{type.Name}")).ToList();
        if (free.Count == 0)
            return null;
        var gone = _model.Pick(free);
        _model.Set(type with { Labels = [.. type.Labels.Where(l => l != gone)] });
        return $"remove label {gone} of {type.Name}";
    }

    private string? DropEnum()
    {
        var free = _model.Schema.Enums.Where(e => _model.Schema.Tables.All(t => t.Columns.All(c => c.Type != e.Name))).ToList();
        if (free.Count == 0)
            return null;
        var type = _model.Pick(free);
        _model.DropEnum(type.Name);
        return $"drop enum {type.Name}";
    }

    private string? AddSequence()
    {
        if (_model.Schema.Sequences.Count(s => s.Owner is null) > 3)
            return null;
        var sequence = Shaped(new Sequence(_model.Name("numbers"), "bigint", 1, 1, null));
        _model.Set(sequence);
        return $"add sequence {sequence.Name} {sequence.Text}";
    }

    private string? ChangeSequence()
    {
        var free = _model.Schema.Sequences.Where(s => s.Owner is null).ToList();
        if (free.Count == 0)
            return null;
        var sequence = Shaped(_model.Pick(free));
        _model.Set(sequence);
        return $"change sequence {sequence.Name} to {sequence.Text}";
    }

    private Sequence Shaped(Sequence sequence) => sequence with
    {
        Type = _model.Pick(["integer", "bigint"]),
        Start = _model.Pick([1L, 10L, 1000L]),
        Increment = _model.Pick([1L, 2L, 10L]),
        Largest = _model.Chance(30) ? 1_000_000 : null,
        Cycles = _model.Chance(20),
    };

    private string? DropSequence()
    {
        var free = _model.Schema.Sequences.Where(
            s => s.Owner is null && _model.Schema.Tables.All(t => t.Columns.All(c => Draws(c) != s.Name)))
            .ToList();
        if (free.Count == 0)
            return null;
        var sequence = _model.Pick(free);
        _model.DropSequence(sequence.Name);
        return $"drop sequence {sequence.Name}";
    }

    /// <summary>A column begins to draw from a sequence, or stops.</summary>
    private string? Draw()
    {
        var sequences = _model.Schema.Sequences.Where(s => s.Owner is null).ToList();
        if (sequences.Count == 0
            || Column((t, c) => IsFree(t, c)
                && c is { Type: "bigint" or "integer", Computed: null, Identity: null }
                && (c.Default is null || sequences.Exists(s => s.Name == Draws(c)))
                && !t.Key.Contains(c.Name) && !t.Constraints.OfType<ForeignKey>().Any(k => k.Columns.Contains(c.Name))) is not { } at)
            return null;
        var sequence = _model.Pick(sequences).Name;
        _model.Change(
            at.Table.Name, at.Column.Name, c => c with { Default = c.Default is null ? $"nextval('{sequence}'::regclass)" : null });
        return $"change {at.Table.Name}.{at.Column.Name} to {(at.Column.Default is null ? $"draw from {sequence}" : "draw no more")}";
    }

    private string? RenameTable()
    {
        if (Table(t => !_model.IsRenamed(t.Name)) is not { } table || !IsThereBefore(table))
            return null;
        var name = _model.Name("t");
        _model.RenameTable(table.Name, name);
        return $"rename table {table.Name} to {name}";
    }

    private string? RenameColumn()
    {
        if (Column(
            (t, c) => !_model.IsRenamed(t.Name) && IsThereBefore(t) && Before.Table(t.Name)!.Column(c.Name) is not null) is not { } at)
            return null;
        var anchor = RandomModel.Anchor(at.Table) == at.Column.Name;
        if (anchor)
            return null;
        var name = _model.Name("c");
        _model.RenameColumn(at.Table.Name, at.Column.Name, name);
        return $"rename column {at.Table.Name}.{at.Column.Name} to {name}";
    }

    /// <summary>The schema as the changes found it; set by who applies them.</summary>
    public DatabaseSchema Before { get; set; } = DatabaseSchema.Empty;

    private bool IsThereBefore(Table table) => Before.Table(table.Name) is not null;

    private static bool IsFree(Table table, Column column) => RandomModel.Anchor(table) != column.Name;

    private static string? Draws(Column column) => Sequences.DrawnBy(column);

    private Table? Table(Func<Table, bool> condition)
    {
        var fit = _model.Schema.Tables.Where(condition).ToList();
        return fit.Count == 0 ? null : _model.Pick(fit);
    }

    private (Table Table, Column Column)? Column(Func<Table, Column, bool> condition)
    {
        var fit = _model.Schema.Tables.SelectMany(t => t.Columns.Where(c => condition(t, c)).Select(c => (t, c))).ToList();
        return fit.Count == 0 ? null : _model.Pick(fit);
    }
}

using Letta.Migrations.Schema;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>Changes to keys, checks and indexes.</summary>
internal sealed class RandomConstraints(RandomModel model, RandomColumns columns)
{
    public IEnumerable<(int Weight, Func<string?> Change)> Kinds =>
    [
        (5, () => AddUnique(AnyTable())),
        (7, () => AddForeignKey(AnyTable())),
        (4, () => AddCheck(AnyTable(), strict: false)),
        (2, () => AddCheck(AnyTable(), strict: true)),
        (12, () => AddIndex(AnyTable())),
        (5, ChangeIndex),
        (3, ChangeForeignKey),
        (3, ChangeKey),
        (5, Drop<Index>),
        (2, Drop<Check>),
        (2, Drop<UniqueConstraint>),
        (3, Drop<ForeignKey>),
    ];

    /// <summary>Something for a table that is new.</summary>
    public void Around(string table)
    {
        var t = model.Schema.Table(table)!;
        _ = model.Random.Next(5) switch
        {
            0 => AddUnique(t),
            1 or 2 => AddForeignKey(t),
            3 => AddCheck(t, strict: false),
            _ => AddIndex(t),
        };
    }

    private Table AnyTable() => model.Pick(model.Schema.Tables);

    private string? AddUnique(Table table)
    {
        var telling = table.Columns.Where(RandomColumns.IsTelling).ToList();
        var some = model.Some(telling, 2)
            .Concat(model.Chance(25) ? model.Some(table.Columns.Where(columns.IsSortable).Where(c => c.Computed is null).ToList(), 1) : [])
            .Distinct()
            .ToList();
        if (some.TrueForAll(c => IsForeign(table, c.Name)))
            return null;
        var key = new UniqueConstraint(model.Name("uq_"), [.. some.Select(c => c.Name)], model.Chance(25));
        model.Add(table.Name, key);
        return $"add unique constraint {table.Name}.{key.Name} {key.Text}";
    }

    /// <summary>By columns that are new, or by such as there are, whose rows may contradict.</summary>
    private string? AddForeignKey(Table table)
    {
        var parents = model.Schema.Tables.Where(
            t => t.Constraints.Any(c => c is PrimaryKey or UniqueConstraint { NullsNotDistinct: false }))
            .ToList();
        if (parents.Count == 0)
            return null;
        var parent = model.Pick(parents);
        var key = model.Pick(parent.Constraints.Where(c => c is PrimaryKey or UniqueConstraint { NullsNotDistinct: false }).ToList());
        var names = key is PrimaryKey primary ? primary.Columns : ((UniqueConstraint)key).Columns;
        if (names.Any(n => parent.Column(n)!.Computed is not null))
            return null;
        List<string> own = [];
        foreach (var name in names)
        {
            var like = parent.Column(name)!;
            var found = table.Columns.FirstOrDefault(c => c.Type == like.Type
                && c.Collation == like.Collation
                && c is { Computed: null, Identity: null, Default: null, Nullable: true }
                && !own.Contains(c.Name));
            if (found is null || model.Chance(70))
            {
                found = new Column(model.Name("c"), like.Type, true, null) { Collation = like.Collation };
                model.Change(table.Name, t => t with { Columns = [.. t.Columns, found] });
            }

            own.Add(found.Name);
        }

        var foreign = Shaped(new ForeignKey(model.Name("fk_"), own, parent.Name, names));
        model.Add(table.Name, foreign);
        return $"add foreign key {table.Name}.{foreign.Name} {foreign.Text}";
    }

    private ForeignKey Shaped(ForeignKey key) => key with
    {
        OnDelete = model.Pick([null, null, "cascade", "set null", "set default", "restrict"]),
        OnUpdate = model.Pick([null, null, null, "cascade", "set null", "restrict"]),
        Deferral = model.Pick([null, null, null, "deferrable", "deferrable initially deferred"]),
    };

    private string? ChangeForeignKey()
    {
        var all = model.Schema.Tables.SelectMany(t => t.Constraints.OfType<ForeignKey>().Select(k => (Table: t, Key: k))).ToList();
        if (all.Count == 0)
            return null;
        var (table, key) = model.Pick(all);
        var shaped = Shaped(key);
        model.Change(table.Name, t => t with { Constraints = [.. t.Constraints.Select(c => c == key ? shaped : c)] });
        return $"change foreign key {table.Name}.{key.Name} to {shaped.Text}";
    }

    /// <param name="table">The table.</param>
    /// <param name="strict">Whether rows may break it.</param>
    private string? AddCheck(Table table, bool strict)
    {
        var fit = table.Columns.Where(
            c => c.Computed is null && (RandomColumns.IsText(c.Type) || RandomColumns.IsNumber(c.Type)) && !IsForeign(table, c.Name))
            .ToList();
        if (fit.Count == 0)
            return null;
        var column = model.Pick(fit);
        var condition = RandomColumns.IsText(column.Type)
            ? strict ? $"(length({column.Name}) > 3)" : model.Pick([$"(length({column.Name}) >= 0)", $"({column.Name} <> 'never')"])
            : strict
                ? $"({column.Name} > 1)"
                : model.Pick([$"({column.Name} >= -1)", $"(({column.Name} > -5) OR ({column.Name} IS NULL))"]);
        if (strict && RandomModel.Anchor(table) == column.Name)
            return null;
        var check = new Check(model.Name("ck_"), condition);
        model.Add(table.Name, check);
        return $"add check {table.Name}.{check.Name} {condition}";
    }

    private string? AddIndex(Table table)
    {
        var index = Special(table) ?? Ordinary(table);
        if (index is null)
            return null;
        model.Change(table.Name, t => t with { Indexes = [.. t.Indexes, index] });
        return $"add index {table.Name}.{index.Name} {index.Text}";
    }

    private Index? Ordinary(Table table, string? name = null)
    {
        var sortable = table.Columns.Where(columns.IsSortable).ToList();
        var some = model.Some(sortable, 3);
        var unique = model.Chance(20) && some.Exists(RandomColumns.IsTelling) && some.TrueForAll(c => c.Computed is null);
        var index = new Index(name ?? model.Name("ix_"), [.. some.Select(c => Term(c, unique))]) { Unique = unique };
        var others = sortable.Except(some).ToList();
        var filtered = some.Find(c => c.Nullable);
        return index with
        {
            NullsNotDistinct = unique && model.Chance(30),
            Included = others.Count > 0 && model.Chance(15) ? [model.Pick(others).Name] : [],
            Filter = filtered is not null && model.Chance(20) ? $"({filtered.Name} IS NOT NULL)" : null,
            Options = model.Chance(10) ? ["fillfactor=70"] : [],
        };
    }

    private IndexTerm Term(Column column, bool unique)
    {
        var expression = !unique && model.Chance(20) && column.Computed is null
            ? RandomColumns.IsText(column.Type)
                ? $"lower({column.Name})"
                : RandomColumns.IsNumber(column.Type) ? $"({column.Name} + 1)" : null
            : null;
        var descending = model.Chance(30);
        return new IndexTerm(expression ?? column.Name, descending)
        {
            IsExpression = expression is not null,
            NullsFirst = model.Chance(15) ? !descending : null,
            OperatorClass = column.Type is "text" && column.Collation is null && model.Chance(15) ? "text_pattern_ops" : null,
        };
    }

    /// <summary>Of a method that is not the usual one.</summary>
    private Index? Special(Table table)
    {
        if (!model.Chance(35))
            return null;
        var fit = table.Columns.Where(c => c.Type is "jsonb" or "vector(3)" || (c.Computed is null && columns.IsSortable(c))).ToList();
        var column = model.Pick(fit);
        var name = model.Name("ix_");
        return column.Type switch
        {
            "jsonb"
                => new Index(
                    name, [new IndexTerm(column.Name) { OperatorClass = model.Pick([null, "jsonb_path_ops"]) }])
                { Method = "gin" },
            "vector(3)" => new Index(
                name, [new IndexTerm(column.Name) { OperatorClass = model.Pick(["vector_cosine_ops", "vector_l2_ops"]) }])
            {
                Method = "hnsw",
                Options = model.Pick<string[]>([[], ["m=8"], ["ef_construction=32", "m=8"]]),
            },
            _ => new Index(name, [new IndexTerm(column.Name)]) { Method = "hash" },
        };
    }

    private string? ChangeIndex()
    {
        var all = model.Schema.Tables.SelectMany(t => t.Indexes.Where(i => i.Method is null).Select(i => (Table: t, Index: i))).ToList();
        if (all.Count == 0)
            return null;
        var (table, index) = model.Pick(all);
        var other = Ordinary(table, index.Name)!;
        model.Change(table.Name, t => t with { Indexes = [.. t.Indexes.Select(i => i == index ? other : i)] });
        return $"change index {table.Name}.{index.Name} to {other.Text}";
    }

    /// <summary>
    /// Another primary key over what tells rows apart; who refers to the old one refers to a unique constraint from then on.
    /// </summary>
    private string? ChangeKey()
    {
        // SQLite numbers a table by its primary key, and decides that when the table is created: there is no word that would bring it back.
        var all
            = model.Schema.Tables.Where(t => t.Key.Count > 0 && t.Columns.All(c => c.Identity is null || !t.Key.Contains(c.Name))).ToList();
        if (all.Count == 0)
            return null;
        var table = model.Pick(all);
        var key = table.Constraints.OfType<PrimaryKey>().First();
        var more = table.Columns.Where(
            c => c is { Nullable: false, Computed: null } && columns.IsSortable(c) && !key.Columns.Contains(c.Name))
            .ToList();
        var anchor = RandomModel.Anchor(table);
        IReadOnlyList<string> over = key.Columns.Count > 1
            ? [anchor]
            : more.Count > 0 ? model.Chance(50) ? [anchor, model.Pick(more).Name] : [model.Pick(more).Name, anchor] : key.Columns;
        var other = new PrimaryKey(model.Chance(50) ? key.Name : model.Name("pk_"), over);
        if (other.Name == key.Name && other.Text == key.Text)
            return null;
        var referred = !over.SequenceEqual(key.Columns)
            && model.Schema.Tables.Any(
                t => t.Constraints.OfType<ForeignKey>().Any(k => k.Parent == table.Name && k.ParentColumns.SequenceEqual(key.Columns)));
        model.Change(table.Name, t => t with
        {
            Constraints = [
                .. t.Constraints.Select(c => c == key ? other : c),
                .. referred ? [new UniqueConstraint(model.Name("uq_"), key.Columns)] : Array.Empty<Constraint>()
            ],
        });
        return $"change primary key of {table.Name} from {key.Name} {key.Text} to {other.Name} {other.Text}";
    }

    private string? Drop<T>()
        where T : SchemaItem
    {
        var all = model.Schema.Tables.SelectMany(t => t.Members.OfType<T>().Select(i => (Table: t, Item: i)))
            .Where(x => x.Item is not UniqueConstraint key
                || (x.Table.Key.Count > 0 && !key.Columns.Any(c => model.IsReferred(x.Table.Name, c)))).ToList();
        if (all.Count == 0)
            return null;
        var (table, item) = model.Pick(all);
        model.Change(table.Name, t => t with
        {
            Constraints = [.. t.Constraints.Where(c => !ReferenceEquals(c, item))],
            Indexes = [.. t.Indexes.Where(i => !ReferenceEquals(i, item))],
        });
        return $"drop {item.Kind} {table.Name}.{item.Name}";
    }

    private static bool IsForeign(Table table, string column)
        => table.Constraints.OfType<ForeignKey>().Any(k => k.Columns.Contains(column));
}

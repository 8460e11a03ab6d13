using System.Collections.Immutable;
using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>
/// What <c>sqlite_schema</c> holds at one moment. The next moment's shares with it whatever did not change, so that the thousandth table
/// costs no more than the first.
/// </summary>
internal sealed class SchemaSnapshot
{
    /// <summary>By the table or view that they belong to, in the order of creation.</summary>
    private readonly ImmutableDictionary<string, ImmutableList<SchemaObject>> _objects;

    private readonly ImmutableDictionary<string, SchemaObject> _indexes;

    /// <summary>Views and triggers, in the order of creation.</summary>
    private readonly ImmutableSortedDictionary<long, SchemaObject> _code;

    /// <summary>By a table, those whose foreign keys refer to it; null until somebody asks.</summary>
    private ImmutableDictionary<string, ImmutableHashSet<string>>? _children;

    private SchemaSnapshot(
        OwnTables own,
        ImmutableDictionary<string, ImmutableList<SchemaObject>> objects,
        ImmutableDictionary<string, SchemaObject> indexes,
        ImmutableSortedDictionary<long, SchemaObject> code)
        => (Own, _objects, _indexes, _code) = (own, objects, indexes, code);

    /// <summary>The names of our own tables.</summary>
    public OwnTables Own { get; }

    /// <summary>The names of all tables but SQLite's own, in the order of creation.</summary>
    public IEnumerable<string> Tables
        => _objects.Values.SelectMany(all => all)
            .Where(o => o.Type == "table" && !o.Name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase))
            .OrderBy(o => o.Rowid).Select(o => o.Name);

    public IEnumerable<SchemaObject> Views => _code.Values.Where(o => o.Type == "view");

    public IEnumerable<SchemaObject> Triggers => _code.Values.Where(o => o.Type == "trigger");

    /// <summary>A schema with nothing in it.</summary>
    /// <param name="own">The names of our own tables.</param>
    public static SchemaSnapshot Empty(OwnTables own)
        => new(
            own,
            ImmutableDictionary.Create<string, ImmutableList<SchemaObject>>(StringComparer.OrdinalIgnoreCase),
            ImmutableDictionary.Create<string, SchemaObject>(StringComparer.OrdinalIgnoreCase),
            ImmutableSortedDictionary<long, SchemaObject>.Empty);

    /// <summary>The schema in which these tables, with all that belongs to them, are what was found.</summary>
    public SchemaSnapshot With(IEnumerable<string> tables, IEnumerable<SchemaObject> found)
    {
        var (objects, indexes, code, children) = (_objects.ToBuilder(), _indexes.ToBuilder(), _code.ToBuilder(), _children?.ToBuilder());
        foreach (var table in tables)
        {
            foreach (var gone in objects.GetValueOrDefault(table, []))
            {
                if (gone.Type == "index") // A trigger may have the name of an index of another table.
                    indexes.Remove(gone.Name);
                code.Remove(gone.Rowid);
                if (children is not null)
                    RemoveChild(children, gone);
            }

            objects.Remove(table);
        }

        foreach (var one in found.OrderBy(o => o.Rowid))
        {
            objects[one.Table] = objects.GetValueOrDefault(one.Table, []).Add(one);
            if (one.Type == "index")
                indexes[one.Name] = one;
            if (one.Type is "view" or "trigger")
                code[one.Rowid] = one;
            if (children is not null)
                AddChild(children, one);
        }

        return new SchemaSnapshot(Own, objects.ToImmutable(), indexes.ToImmutable(), code.ToImmutable())
        {
            _children = children?.ToImmutable(),
        };
    }

    /// <summary>Whether the table belongs to a module: nothing is known of its columns.</summary>
    public bool IsVirtual(string name) => Find(name) is { IsVirtual: true };

    /// <summary>The table's definition; null where there is none of that name.</summary>
    public TableDefinition? Table(string name) => Find(name) switch
    {
        null => null,
        { IsVirtual: true } => throw SqliteRefusal.Create(
            $"alter table \"{name}\"", $"table \"{name}\" is a virtual table, whose definition belongs to its module"),
        var table => table.Definition,
    };

    /// <summary>
    /// The tables among these, and those whose foreign keys refer to one of the others, each with its definition, in the order of creation.
    /// </summary>
    public IEnumerable<TableDefinition> Family(IEnumerable<string> tables, IEnumerable<string> parents)
        => tables.Concat(parents.SelectMany(Children)).Distinct(StringComparer.OrdinalIgnoreCase).Select(Find)
            .Where(t => t is { IsVirtual: false }).OrderBy(t => t!.Rowid).Select(t => t!.Definition);

    /// <summary>The table's indexes but for those that its constraints made.</summary>
    public IEnumerable<SchemaObject> Indexes(string table) => Of(table).Where(o => o.Type == "index" && o.Sql is not null);

    public SchemaObject? Index(string name) => _indexes.GetValueOrDefault(name);

    public IEnumerable<SchemaObject> TriggersOn(string table) => Of(table).Where(o => o.Type == "trigger");

    private ImmutableHashSet<string> Children(string parent)
    {
        if (_children is null)
        {
            var children = ImmutableDictionary.CreateBuilder<string, ImmutableHashSet<string>>(StringComparer.OrdinalIgnoreCase);
            foreach (var table in _objects.Values.SelectMany(all => all))
                AddChild(children, table);
            _children = children.ToImmutable();
        }

        return _children.GetValueOrDefault(parent, []);
    }

    private static void AddChild(ImmutableDictionary<string, ImmutableHashSet<string>>.Builder children, SchemaObject child)
    {
        foreach (var parent in Parents(child))
            children[parent] = children.GetValueOrDefault(parent, []).Add(child.Name);
    }

    private static void RemoveChild(ImmutableDictionary<string, ImmutableHashSet<string>>.Builder children, SchemaObject child)
    {
        foreach (var parent in Parents(child))
            children[parent] = children[parent].Remove(child.Name);
    }

    private static IEnumerable<string> Parents(SchemaObject one)
        => one is { Type: "table", IsVirtual: false } && !one.Name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)
            ? one.Definition.ForeignKeys.Select(f => f.Parent).Distinct(StringComparer.OrdinalIgnoreCase)
            : [];

    private SchemaObject? Find(string table) => Of(table).FirstOrDefault(o => o.Type == "table");

    private ImmutableList<SchemaObject> Of(string table) => _objects.GetValueOrDefault(table, []);
}

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
        var (objects, indexes, code) = (_objects.ToBuilder(), _indexes.ToBuilder(), _code.ToBuilder());
        foreach (var table in tables)
        {
            foreach (var gone in objects.GetValueOrDefault(table, []))
            {
                indexes.Remove(gone.Name);
                code.Remove(gone.Rowid);
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
        }

        return new SchemaSnapshot(Own, objects.ToImmutable(), indexes.ToImmutable(), code.ToImmutable());
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

    /// <summary>The table's indexes but for those that its constraints made.</summary>
    public IEnumerable<SchemaObject> Indexes(string table) => Of(table).Where(o => o.Type == "index" && o.Sql is not null);

    public SchemaObject? Index(string name) => _indexes.GetValueOrDefault(name);

    public IEnumerable<SchemaObject> TriggersOn(string table) => Of(table).Where(o => o.Type == "trigger");

    private SchemaObject? Find(string table) => Of(table).FirstOrDefault(o => o.Type == "table");

    private ImmutableList<SchemaObject> Of(string table) => _objects.GetValueOrDefault(table, []);
}

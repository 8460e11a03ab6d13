using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>What <c>sqlite_schema</c> holds at one moment, in the order of creation.</summary>
/// <param name="objects">Its rows.</param>
/// <param name="own">The names of our own tables.</param>
internal sealed class SchemaSnapshot(IReadOnlyList<SchemaObject> objects, OwnTables own)
{
    /// <summary>The names of our own tables.</summary>
    public OwnTables Own => own;

    /// <summary>The names of all tables but SQLite's own.</summary>
    public IEnumerable<string> Tables
        => Filter("table").Where(o => !o.Name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)).Select(o => o.Name);

    public IEnumerable<SchemaObject> Views => Filter("view");

    public IEnumerable<SchemaObject> Triggers => Filter("trigger");

    /// <summary>Whether the table belongs to a module: nothing is known of its columns.</summary>
    public bool IsVirtual(string name)
        => Filter("table")
            .Any(
                o => SqlName.Same(o.Name, name)
                    && (o.Sql is null || o.Sql.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The table's definition; null where there is none of that name.</summary>
    public TableDefinition? Table(string name)
    {
        var table = Filter("table").FirstOrDefault(o => SqlName.Same(o.Name, name));
        if (table is null)
            return null;

        if (IsVirtual(name))
            throw SqliteRefusal.Create(
                $"alter table \"{name}\"", $"table \"{name}\" is a virtual table, whose definition belongs to its module");
        return TableParser.Parse(table.Sql!);
    }

    /// <summary>The table's indexes but for those that its constraints made.</summary>
    public IEnumerable<SchemaObject> Indexes(string table) => Filter("index").Where(o => SqlName.Same(o.Table, table) && o.Sql is not null);

    public SchemaObject? Index(string name) => Filter("index").FirstOrDefault(o => SqlName.Same(o.Name, name));

    public IEnumerable<SchemaObject> TriggersOn(string table) => Triggers.Where(o => SqlName.Same(o.Table, table));

    private IEnumerable<SchemaObject> Filter(string type) => objects.Where(o => o.Type == type);
}

namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>One row of <c>sqlite_schema</c>.</summary>
/// <param name="rowid">Its number: what was created later has a higher one.</param>
/// <param name="type"><c>table</c>, <c>index</c>, <c>trigger</c> or <c>view</c>.</param>
/// <param name="name">The object.</param>
/// <param name="table">The table it belongs to.</param>
/// <param name="sql">The statement that creates it; null for what SQLite made by itself.</param>
internal sealed class SchemaObject(long rowid, string type, string name, string table, string? sql)
{
    public long Rowid => rowid;

    public string Type => type;

    public string Name => name;

    public string Table => table;

    public string? Sql => sql;

    /// <summary>What an index is over: everything from its first parenthesis on.</summary>
    public string Terms => Sql![SqlTokenizer.Tokens(Sql!).First(t => t.IsSymbol('(')).Start..];

    /// <summary>What a table's statement says. A long history asks again and again, of all tables that it made so far.</summary>
    public TableDefinition Definition => field ??= TableParser.Parse(Sql!);

    /// <summary>Whether the table belongs to a module: nothing is known of its columns.</summary>
    public bool IsVirtual => Type == "table" && (Sql is null || Sql.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase));
}

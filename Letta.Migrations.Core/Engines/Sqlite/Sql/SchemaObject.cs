namespace Letta.Migrations.Engines.Sqlite.Sql;

/// <summary>One row of <c>sqlite_schema</c>.</summary>
/// <param name="Type"><c>table</c>, <c>index</c>, <c>trigger</c> or <c>view</c>.</param>
/// <param name="Name">The object.</param>
/// <param name="Table">The table it belongs to.</param>
/// <param name="Sql">The statement that creates it; null for what SQLite made by itself.</param>
internal sealed record SchemaObject(string Type, string Name, string Table, string? Sql)
{
    /// <summary>What an index is over: everything from its first parenthesis on.</summary>
    public string Terms => Sql![SqlTokenizer.Tokens(Sql!).First(t => t.IsSymbol('(')).Start..];
}

using Letta.Migrations.Product;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// A value of SQLite has a type of its own, whatever its column says. JSON has no bytes and no infinity, and quote() ends at a NUL: each
/// has a form of its own.
/// </summary>
internal sealed record SqliteOrphans(OwnTables Own) : OrphanDialect(
    StringComparison.OrdinalIgnoreCase,
    ["rowid"],
    "CURRENT_TIMESTAMP")
{
    public override string IsEqual => "=";

    public override bool Compares(string type) => true;

    public override string HasCopies => $"select 1 from sqlite_schema where name = '{Own.Orphan}'";

    /// <summary>
    /// Without an affinity of its own, so that it gets the parent's, as foreign keys compare: https://sqlite.org/foreignkeys.html#fk_basics
    /// </summary>
    public override string Compared(string column) => $"+{column}";

    public override string Text(string column) => $"coalesce(cast({column} as text), 'null')";

    public override string Literal(string column)
        => $"case when {HasNul(column)} then 'cast(x''' || hex(cast({column} as blob)) || ''' as text)' else quote({column}) end";

    /// <summary>
    /// An object of one member stands for what JSON has no value for: <c>{"blob": "00ff"}</c>, <c>{"real": "-Infinity"}</c>, <c>{"text":
    /// "610062"}</c>.
    /// </summary>
    public override string Json(Table table, string alias)
        => "'{' || "
            + string.Join(
                " || ', ' || ",
                table.Columns.Where(c => c.Computed is null)
                    .Select(c => $"json_quote({String(c.Name)}) || ': ' || {Json($"{alias}.{Quote(c.Name)}")}"))
            + " || '}'";

    private static string Json(string column)
        => $$"""
            case typeof({{column}})
            when 'null' then 'null'
            when 'blob' then '{"blob": "' || hex({{column}}) || '"}'
            when 'real' then case {{column}} when 9e999 then '{"real": "Infinity"}' when -9e999 then '{"real": "-Infinity"}' else quote({{column}}) end
            when 'text' then case when {{HasNul(column)}} then '{"text": "' || hex(cast({{column}} as blob)) || '"}' else json_quote({{column}}) end
            else quote({{column}}) end
            """;

    private static string HasNul(string column) => $"typeof({column}) = 'text' and instr(cast({column} as blob), x'00') > 0";
}

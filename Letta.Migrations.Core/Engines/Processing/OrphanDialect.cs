using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines;

/// <summary>How one engine spells what is needed to find orphans, and to keep a copy of each.</summary>
/// <param name="Names">Which names are the same.</param>
/// <param name="RowId">The columns that tell a row from all others within a transaction.</param>
/// <param name="Now">The present time.</param>
internal abstract record OrphanDialect(StringComparison Names, IReadOnlyList<string> RowId, string Now)
{
    /// <summary>The operator by which foreign keys compare.</summary>
    public abstract string IsEqual { get; }

    /// <summary>Whether foreign keys of a type compare by that operator; of another type nothing is said about orphans.</summary>
    public abstract bool Compares(string type);

    /// <summary>Has a row if the table of copies is there.</summary>
    public abstract string HasCopies { get; }

    /// <summary>A column as its foreign key compares it with the parent's.</summary>
    public abstract string Compared(string column);

    /// <summary>A value as text.</summary>
    public abstract string Text(string column);

    /// <summary>A value as an SQL literal that makes exactly the same value again.</summary>
    public abstract string Literal(string column);

    /// <summary>A row as JSON.</summary>
    public abstract string Json(Table table, string alias);

    /// <summary>The primary key of a row as text; null where the table has none.</summary>
    public string KeyText(Table table, string alias)
        => table.Key.Count == 0 ? "null" : string.Join(" || ' ' || ", table.Key.Select(c => Text($"{alias}.{Quote(c)}")));

    /// <summary>The statement that puts a row back, as an expression over the row.</summary>
    public string Insert(string named, Table table, string alias)
    {
        List<Column> columns = [.. table.Columns.Where(c => c.Computed is null)];
        var numbered = columns.Exists(c => c.Identity == "identity always") ? " overriding system value" : "";
        var values = columns.Select(c => Literal($"{alias}.{Quote(c.Name)}"));
        return $"{String($"insert into {named} ({string.Join(", ", columns.Select(c => Quote(c.Name)))}){numbered} values (")} || "
            + $"{string.Join(" || ', ' || ", values)} || ')'";
    }

    /// <summary>
    /// The statement that lets a row refer to what it referred to, as an expression over the row; null where the table has no key.
    /// </summary>
    public string Update(string named, Table table, IReadOnlyList<string> columns, string alias)
        => table.Key.Count == 0
            ? "null"
            : $"{String($"update {named} set ")} || {Pairs(columns, alias, ", ")} || ' where ' || {Pairs(table.Key, alias, " and ")}";

    public static string Quote(string name) => SqlIdentifier.Quote(name);

    public static string String(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private string Pairs(IEnumerable<string> columns, string alias, string between)
        => string.Join(
            $" || {String(between)} || ", columns.Select(c => $"{String($"{Quote(c)} = ")} || {Literal($"{alias}.{Quote(c)}")}"));
}

using Letta.Migrations.Engines.Sqlite.Sql;

namespace Letta.Migrations.Engines.Sqlite.Rebuild;

/// <summary>Writes a table's definition down.</summary>
internal static class TableText
{
    /// <summary>The CREATE TABLE statement, under another name if one is given.</summary>
    public static string Create(TableDefinition table, string? name = null)
    {
        table = table.Numbered();
        var lines = table.Columns.Select(c => Line(table, c)).Concat(table.Constraints.Where(c => c.InlineOn is null).Select(c => c.Text));
        string[] options
            = [.. table.WithoutRowid ? ["WITHOUT ROWID"] : Array.Empty<string>(), .. table.Strict ? ["STRICT"] : Array.Empty<string>()];
        return $"CREATE TABLE {SqlName.Quote(name ?? table.Name)} (\n  {string.Join(",\n  ", lines)}\n)"
            + (options.Length == 0 ? "" : $" {string.Join(", ", options)}");
    }

    private static string Line(TableDefinition table, TableColumn column)
        => string.Join(' ', table.Constraints.Where(c => SqlName.Same(c.InlineOn, column.Name)).Select(c => c.Text).Prepend(column.Text));
}

using FluentMigrator.Builders.Create.Table;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Tables as operations.</summary>
internal static class TableOperations
{
    /// <summary>The table with its columns and its primary key; all else comes after it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">How its columns are said.</param>
    /// <param name="serial">Which of its columns are <c>serial</c>.</param>
    public static IEnumerable<Operation> Create(Table table, ColumnCode columns, Func<Column, string?> serial)
    {
        var key = table.Constraints.OfType<PrimaryKey>().FirstOrDefault();
        // In the words of a table, the key's columns are in the table's order.
        var within = key is not null && table.Columns.Select(c => c.Name).Where(key.Columns.Contains).SequenceEqual(key.Columns);
        var said = table.Columns.Select(c => (
            Column: serial(c) is { } type ? c with { Type = type, Default = null } : c,
            Key: within && key!.Columns.Contains(c.Name) ? key.Name : null))
            .ToList();
        yield return new Operation(
            words =>
            {
                ICreateTableWithColumnSyntax at = words.Create.Table(table.Name);
                foreach (var (column, keyName) in said)
                {
                    var one = ColumnOperations.Described(at.WithColumn(column.Name), column, column.Nullable, columns);
                    if (keyName is not null)
                        one.PrimaryKey(keyName);
                    at = one;
                }
            },
            $"Create.Table({CSharp.Text(table.Name)})"
                + string.Concat(
                    said.Select(
                        c => $"\n    .WithColumn({CSharp.Text(c.Column.Name)}){columns.Code(c.Column, c.Column.Nullable, c.Key)}")) + ";");
        if (key is not null && !within)
            yield return KeyOperations.Create(table.Name, key);
        if (table.Comment is not null)
            yield return Comment(table.Name, table.Comment);
        foreach (var column in table.Columns.Where(c => c.Comment is not null))
            yield return ColumnOperations.Comment(table.Name, column);
    }

    public static Operation Drop(string table) => new(w => w.Delete.Table(table), $"Delete.Table({CSharp.Text(table)});")
    {
        Comment = "Drops the table with every row of it.",
    };

    public static Operation Rename(string from, string to)
        => new(w => w.Rename.Table(from).To(to), $"Rename.Table({CSharp.Text(from)}).To({CSharp.Text(to)});");

    public static Operation Comment(string table, string? comment)
        => new(w => w.CommentOn(table, comment), $"CommentOn({CSharp.Text(table)}, {(comment is null ? "null" : CSharp.Text(comment))});");
}

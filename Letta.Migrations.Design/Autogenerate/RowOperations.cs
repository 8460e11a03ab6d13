using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>What a revision says about rows; in a shadow, where there are none, conditions say nothing.</summary>
internal static class RowOperations
{
    /// <summary>Gives the rows with NULL in a column a value.</summary>
    public static Operation Fill(Table table, string column, string value)
    {
        if (table.Column("id") is not null)
            return new(w => w.Fill(table.Name, column, value), $"Fill({CSharp.Texts([table.Name, column, value])});") { Long = true };

        var sql = $"update {table.Name} set \"{column}\" = {value} where \"{column}\" is null";
        return new(w => w.Sql(sql), $"Sql({CSharp.Text(sql)});");
    }

    public static Operation SetNotNullIfFilled(string table, string column)
        => new(w => w.SetNotNullIfFilled(table, column), $"SetNotNullIfFilled({CSharp.Texts([table, column])});");

    public static Operation RefuseNull(Table table, string column)
        => table.Column("id") is not null
            ? Condition($"RefuseNull({CSharp.Texts([table.Name, column])});")
            : Refuse(table, $"must not have NULL in \"{column}\"", $"\"{column}\" is null", $"set \"{column}\" of each, or delete them");

    public static Operation RefuseDuplicates(string table, IEnumerable<string> columns)
        => Condition($"RefuseDuplicates({CSharp.Texts([table, .. columns])});");

    public static Operation RefuseOrphans(string table, string column, string parent)
        => Condition($"RefuseOrphans({CSharp.Texts([table, column, parent])});");

    /// <summary>Refuses the rows that a condition is true of.</summary>
    public static Operation Refuse(Table table, string offence, string condition, string remedy)
        => Condition(
            $"Refuse(\n    {CSharp.Text(table.Name)},\n    {CSharp.Text(offence)},\n    {CSharp.Text(Rows(table, condition))},\n    {CSharp.Text(remedy)});");

    public static Operation Loses(Table table, string what, string condition)
        => Condition($"Loses(\n    {CSharp.Text(table.Name)},\n    {CSharp.Text(what)},\n    {CSharp.Text(Rows(table, condition))},\n    {CSharp.Text("the model has no place for it")});");

    public static Operation Irreversible(string why) => Condition($"Irreversible({CSharp.Text(why)});");

    private static string Rows(Table table, string condition)
    {
        var key = table.Key is [var first, ..] ? $"\"{first}\"" : table.Columns is [var column, ..] ? $"\"{column.Name}\"" : "1";
        return $"select {key} from \"{table.Name}\"{(condition.Length == 0 ? "" : $" where {condition}")} order by 1";
    }

    private static Operation Condition(string code) => new(_ => { }, code);
}

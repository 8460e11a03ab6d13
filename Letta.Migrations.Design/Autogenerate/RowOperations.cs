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

    /// <summary>Refuses rows that refer to no row of the parent; where none of its rows could be meant, all that refer to any.</summary>
    public static Operation RefuseOrphans(Table table, IReadOnlyList<string> columns, string parent, IReadOnlyList<string> parentColumns)
    {
        var there = string.Join(" and ", columns.Select(c => $"\"{table.Name}\".\"{c}\" is not null"));
        var referred = string.Join(" and ", parentColumns.Zip(columns, (theirs, own) => $"p.\"{theirs}\" = \"{table.Name}\".\"{own}\""));
        return Refuse(
            table,
            $"must refer to an existing row of \"{parent}\" by {string.Join(" and ", columns.Select(c => $"\"{c}\""))}",
            parentColumns.Count == 0 ? there : $"{there} and not exists (select 1 from \"{parent}\" p where {referred})",
            $"link them to existing rows of \"{parent}\", or delete them");
    }

    /// <summary>Refuses rows that have the same key as another.</summary>
    /// <param name="table">The table.</param>
    /// <param name="terms">The key as SQL, but for columns in which all rows have the same.</param>
    /// <param name="filter">The condition on the rows that it counts for; null for all.</param>
    /// <param name="nullsAreEqual">Whether one NULL equals another.</param>
    public static Operation RefuseTwins(Table table, IReadOnlyList<string> terms, string? filter, bool nullsAreEqual)
    {
        var key = Key(table);
        List<string> conditions
            = [.. filter is null ? Array.Empty<string>() : [filter], .. nullsAreEqual ? [] : terms.Select(t => $"{t} is not null")];
        var counted = $"select {key}, count(*) over ({(terms.Count == 0 ? "" : $"partition by {string.Join(", ", terms)}")}) as twins "
            + $"from \"{table.Name}\""
            + (conditions.Count == 0 ? "" : $" where {string.Join(" and ", conditions)}");
        return Refuse(
            table.Name,
            terms.Count == 0 ? "must not be more than one" : $"must not have the {string.Join(" and ", terms)} of another",
            $"select {key} from ({counted}) counted where twins > 1 order by 1",
            "change or delete all but one of each");
    }

    /// <summary>Refuses the rows that a condition is true of; all of them, if there is none.</summary>
    public static Operation Refuse(Table table, string offence, string condition, string remedy)
        => Refuse(table.Name, offence, Rows(table, condition), remedy);

    public static Operation Loses(Table table, string what, string condition)
        => Condition(
            $"Loses(\n    {CSharp.Text(table.Name)},\n    {CSharp.Text(what)},\n    {CSharp.Text(Rows(table, condition))},\n    {CSharp.Text("the model does not have it any more")});");

    public static Operation Irreversible(string why) => Condition($"Irreversible({CSharp.Text(why)});");

    private static Operation Refuse(string table, string offence, string query, string remedy)
        => Condition(
            $"Refuse(\n    {CSharp.Text(table)},\n    {CSharp.Text(offence)},\n    {CSharp.Text(query)},\n    {CSharp.Text(remedy)});");

    private static string Rows(Table table, string condition)
        => $"select {Key(table)} from \"{table.Name}\"{(condition.Length == 0 ? "" : $" where {condition}")} order by 1";

    private static string Key(Table table)
        => table.Key is [var first, ..] ? $"\"{first}\"" : table.Columns is [var column, ..] ? $"\"{column.Name}\"" : "1";

    private static Operation Condition(string code) => new(_ => { }, code);
}

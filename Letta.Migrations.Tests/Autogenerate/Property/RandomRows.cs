using System.Data.Common;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>Rows for the tables of a model, and what is in them.</summary>
/// <param name="schema">The model, which the database is like.</param>
/// <param name="random">Says how long texts are and which columns have values.</param>
/// <param name="postgres">Which of the engines.</param>
internal sealed class RandomRows(DatabaseSchema schema, Random random, bool postgres)
{
    private const int Each = 3;

    /// <summary>Puts rows into tables that have none, and values into columns that have none and no rule.</summary>
    public async Task FillAsync(TestDatabase database)
    {
        var there = await ReadAsync(database, schema, postgres);
        var statements = new List<string>();
        var done = there.Where(t => t.Value.Count > 0).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var table in schema.Tables.Where(t => done.Contains(t.Name)))
            statements.AddRange(Updates(table, there[table.Name]));
        while (schema.Tables.FirstOrDefault(t => !done.Contains(t.Name) && Required(t).All(done.Contains)) is { } table)
        {
            statements.AddRange(Enumerable.Range(1, Each).Select(row => Insert(table, row, done)));
            done.Add(table.Name);
        }

        if (statements.Count > 0)
            await database.ExecuteAsync(string.Join(";\n", statements));
    }

    /// <summary>Every row: by table and by what tells the rows of a table apart, its values by column, as the engine writes them.</summary>
    public static async Task<Dictionary<string, Dictionary<string, Dictionary<string, string?>>>> ReadAsync(
        TestDatabase database, DatabaseSchema schema, bool postgres)
    {
        var all = new Dictionary<string, Dictionary<string, Dictionary<string, string?>>>(StringComparer.Ordinal);
        await using var connection = await database.OpenAsync();
        foreach (var table in schema.Tables)
            all[table.Name] = await ReadAsync(connection, table, postgres);
        return all;
    }

    private static async Task<Dictionary<string, Dictionary<string, string?>>> ReadAsync(
        DbConnection connection, Table table, bool postgres)
    {
        var anchor = RandomModel.Anchor(table);
        var rows = new Dictionary<string, Dictionary<string, string?>>(StringComparer.Ordinal);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {string.Join(", ", table.Columns.Select(c => postgres ? $"\"{c.Name}\"::text" : $"case when \"{c.Name}\" is null then null else quote(\"{c.Name}\") end"))} from \"{table.Name}\"";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = table.Columns.Select((c, i) => (c.Name, Value: reader.IsDBNull(i) ? null : reader.GetString(i)))
                .ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);
            rows.Add(row[anchor]!, row);
        }

        return rows;
    }

    private static IEnumerable<string> Required(Table table)
        => table.Constraints.OfType<ForeignKey>().Where(k => k.Parent != table.Name && k.Columns.All(c => !table.Column(c)!.Nullable))
            .Select(k => k.Parent);

    private IEnumerable<string> Updates(Table table, Dictionary<string, Dictionary<string, string?>> rows)
    {
        foreach (var column in table.Columns.Where(c => c is { Nullable: true, Computed: null, Identity: null }
            && !IsBound(table, c.Name)
            && rows.Values.All(r => r[c.Name] is null)))
        {
            if (random.Next(2) == 0)
                continue;
            var row = 0;
            foreach (var anchor in rows.Keys)
                yield return $"update \"{table.Name}\" set \"{column.Name}\" = {Value(column, ++row)} "
                    + $"where {(postgres ? $"\"{RandomModel.Anchor(table)}\"::text = {SqlLiteral.Quote(anchor)}" : $"\"{RandomModel.Anchor(table)}\" = {anchor}")}";
        }
    }

    /// <summary>Whether a rule is about the column, which rows that were there before may have to meet.</summary>
    private static bool IsBound(Table table, string column)
        => table.Constraints.Any(c => RandomModel.Uses(c, column)) || table.Indexes.Any(i => i.Unique && RandomModel.Uses(i, column));

    private string Insert(Table table, int row, HashSet<string> done)
    {
        var columns = table.Columns.Where(c => c.Computed is null && !(postgres && c.Identity is "identity always")).ToList();
        return $"insert into \"{table.Name}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) values "
            + $"({string.Join(", ", columns.Select(c => Value(table, c, row, done)))})";
    }

    private string Value(Table table, Column column, int row, HashSet<string> done)
    {
        if (table.Constraints.OfType<ForeignKey>().FirstOrDefault(k => k.Columns.Contains(column.Name)) is not { } key)
            return Value(column, row);
        if (key.Parent == table.Name
            || !done.Contains(key.Parent)
            || table.Constraints.OfType<ForeignKey>().Count(k => k.Columns.Contains(column.Name)) > 1)
            return "null";
        var parent = schema.Table(key.Parent)!;
        return $"(select \"{key.ParentColumns[key.Columns.ToList().IndexOf(column.Name)]}\" from \"{parent.Name}\" order by "
            + $"\"{RandomModel.Anchor(parent)}\" limit 1 offset {row - 1})";
    }

    private string Value(Column column, int row)
    {
        if (schema.Enums.FirstOrDefault(e => e.Name == column.Type) is { } type)
            return SqlLiteral.Quote(type.Labels[random.Next(Math.Min(type.Labels.Count, 2))]);
        if (RandomColumns.IsText(column.Type))
            return SqlLiteral.Quote(
                random.Next(2) == 0 || column.Type.EndsWith("(20)", StringComparison.Ordinal) ? $"v{row} ü'\"" : Long(row, column.Type));
        return column.Type switch
        {
            "smallint" or "integer" or "bigint" => $"{row}",
            "boolean" => row % 2 == 0 ? "true" : "false",
            "double precision" or "real" => $"{row}.5",
            "numeric(10,2)" => $"{row}.25",
            "numeric(14,4)" => $"{row}.25",
            "json" or "jsonb" => $$"""'{"n": {{row}}}'""",
            "uuid" => $"'6f1c7a52-0d3e-4b7e-9d55-0a6a3a1c9b0{row}'",
            "date" => $"'2025-01-0{row}'",
            "timestamp with time zone" => $"'2025-01-0{row} 12:00:00{(postgres ? "+00" : "")}'",
            "timestamp without time zone" => $"'2025-01-0{row} 12:00:00'",
            "bytea" => postgres ? $"'\\x0{row}'" : $"x'0{row}'",
            "vector(3)" => $"'[{row},2,3]'",
            _ => throw new InvalidOperationException($"No value for {column.Name} {column.Type}."),
        };
    }

    private static string Long(int row, string type)
    {
        var text = $"a longer value {row} of more than 20 characters";
        return type.EndsWith("(40)", StringComparison.Ordinal) ? text[..40] : text;
    }
}

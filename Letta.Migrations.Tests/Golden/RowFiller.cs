using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Golden;

/// <summary>Fills every table of a database with a few rows, whatever its schema: what the catalog asks for is what it gives.</summary>
internal sealed class RowFiller(DatabaseSchema schema, bool postgres)
{
    public const int RowsEach = 3;

    /// <summary>Puts rows into every table that has none; each row refers, wherever it can, to the row of the same number.</summary>
    public static async Task FillAsync(TestDatabase database)
    {
        var schema = await SchemaAsync(database);
        var filled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in schema.Tables)
        {
            if (await database.ScalarAsync<int>($"select count(*) from \"{table.Name}\"") > 0)
                filled.Add(table.Name);
        }

        await database.ExecuteAsync(new RowFiller(schema, database.Target.Engine is "postgres").Script(filled));
    }

    /// <summary>What the reader of the engine says of a database.</summary>
    public static Task<DatabaseSchema> SchemaAsync(TestDatabase database)
        => DatabaseEngine.For(database.Target, new MigrationOptions().ForEngine(TimeProvider.System))
            .ReadSchemaAsync(TestContext.Current.CancellationToken);

    /// <summary>Every row of every table, its columns by name, so that a rebuilt table gives the same lines.</summary>
    /// <param name="database">The database.</param>
    /// <param name="timeless">Whether to leave out times: some are those of the upgrade.</param>
    public static async Task<IReadOnlyList<string>> RowsAsync(TestDatabase database, bool timeless = false)
    {
        var rows = new List<string>();
        foreach (var table in (await SchemaAsync(database)).Tables)
        {
            rows.AddRange((await database.RowsAsync(
                $"select {Text(database, table, timeless)} from \"{table.Name}\"")).Select(r => $"{table.Name}|{r}")
                .Order(StringComparer.Ordinal));
        }

        return rows;
    }

    /// <summary>
    /// Every table with its rows by their primary keys, or by what is unique where there is none: what an upgrade may add to, and take
    /// nothing from.
    /// </summary>
    public static async Task<IReadOnlyList<string>> KeysAsync(TestDatabase database)
    {
        var keys = new List<string>();
        foreach (var table in (await SchemaAsync(database)).Tables)
            keys.AddRange((await database.RowsAsync(
                $"select {string.Join(", ", Key(table).Select(c => $"\"{c}\""))} from \"{table.Name}\"")).Select(r => $"{table.Name}|{r}"));
        return keys;
    }

    private static IReadOnlyList<string> Key(Table table)
        => table.Key.Count > 0 ? table.Key : table.Constraints.OfType<UniqueConstraint>().Select(u => u.Columns).First();

    private static string Text(TestDatabase database, Table table, bool timeless)
        => string.Join(", ", table.Columns
            .Where(c => !timeless
                || !(c.Type.StartsWith("timestamp", StringComparison.OrdinalIgnoreCase)
                    || c.Type.StartsWith("datetime", StringComparison.OrdinalIgnoreCase)))
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => database.Target.Engine is "postgres" ? $"\"{c.Name}\"::text" : $"quote(\"{c.Name}\")"));

    private string Script(HashSet<string> done)
    {
        var statements = new List<string>();
        while (done.Count < schema.Tables.Count)
        {
            var left = schema.Tables.Where(t => !done.Contains(t.Name)).ToList();
            var ready = left.Where(t => IsReady(t.Constraints.OfType<ForeignKey>(), t)).ToList();
            if (ready.Count == 0)
                ready = [left.First(t => IsReady(Required(t), t))]; // Tables that refer to each other.
            foreach (var table in ready)
            {
                statements.AddRange(Enumerable.Range(1, RowsEach).Select(i => Insert(table, i, done)));
                done.Add(table.Name);
            }
        }

        return string.Join(";\n", statements);

        bool IsReady(IEnumerable<ForeignKey> keys, Table table) => keys.All(k => k.Parent == table.Name || done.Contains(k.Parent));
    }

    /// <summary>The foreign keys that a row cannot do without.</summary>
    private static IEnumerable<ForeignKey> Required(Table table)
        => table.Constraints.OfType<ForeignKey>().Where(k => k.Columns.All(c => !table.Column(c)!.Nullable));

    private string Insert(Table table, int row, HashSet<string> done)
    {
        var columns = table.Columns.Where(c => c is { Identity: null, Computed: null }).ToList();
        var values = columns.Select(c => Value(table, c, row, done));
        return $"insert into \"{table.Name}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) values "
            + $"({string.Join(", ", values)})";
    }

    private string Value(Table table, Column column, int row, HashSet<string> done)
    {
        foreach (var key in table.Constraints.OfType<ForeignKey>().Where(k => k.Columns.Contains(column.Name)))
        {
            if (key.Parent == table.Name || !done.Contains(key.Parent))
            {
                if (column.Nullable)
                    return "null";
                continue;
            }

            var parent = schema.Table(key.Parent)!;
            return Value(parent, parent.Column(key.ParentColumns[key.Columns.ToList().IndexOf(column.Name)])!, row, done);
        }

        return RowValues.Get(table.Name, column.Name, row) ?? Value(table.Name, column, row);
    }

    private string Value(string table, Column column, int row)
    {
        if (schema.Enums.FirstOrDefault(e => e.Name == column.Type) is { } type)
            return $"'{type.Labels[row % type.Labels.Count]}'";
        if (column.Type.StartsWith("vector(", StringComparison.Ordinal))
            return $"('[' || repeat('0,', {column.Type["vector(".Length..^1]} - 1) || '{row}]')::{column.Type}";

        var kind = column.Type.Split('(')[0].ToLowerInvariant();
        return kind switch
        {
            "character varying" or "varchar" or "text"
                => column.Type.Contains('(') && int.Parse(column.Type.Split('(', ')')[1], provider: null) < 50
                    ? $"'v{row}'"
                    : $"'{table}-{column.Name}-ü{row}'",
            "json" or "jsonb" => $$"""'{"n": {{row}}}'""",
            "boolean" => row % 2 == 0 ? "true" : "false",
            "integer" or "bigint" => $"{row}",
            "timestamp with time zone" or "timestamp without time zone" or "timestamp" or "datetime"
                => $"'2025-01-0{row} 12:00:00{(postgres && kind.EndsWith("with time zone", StringComparison.Ordinal) ? "+00" : "")}'",
            "binary" or "blob" => $"x'0{row}'",
            _ => throw new InvalidOperationException($"No value for {table}.{column.Name} {column.Type}."),
        };
    }
}

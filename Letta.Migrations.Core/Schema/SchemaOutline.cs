namespace Letta.Migrations.Schema;

/// <summary>
/// A schema reduced to the names of its tables and columns: cheap to read, and no two schemas differ less than their outlines do.
/// </summary>
internal static class SchemaOutline
{
    public static DatabaseSchema Reduce(DatabaseSchema schema)
        => new([.. schema.Tables.Select(t => Reduce(t.Name, t.Columns.Select(c => c.Name)))], [], []);

    public static Table Reduce(string table, IEnumerable<string> columns)
        => new(table, [.. columns.Select(c => new Column(c, "", Nullable: true, Default: null))], [], [], []);
}

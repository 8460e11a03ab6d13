using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Types of SQLite in Postgres' terms, for what is in a file and in no history. Several types of Postgres are one there.</summary>
internal static class SqliteGuess
{
    /// <summary>Whether several types of Postgres are this one.</summary>
    public static bool IsDoubtful(SchemaItem item)
        => item is Column { Type: var type }
            && ColumnCode.Split(type.ToUpperInvariant()).Name is "DATETIME" or "TIMESTAMP" or "JSON" or "BINARY" or "TIME";

    public static SchemaItem Guess(SchemaItem item) => item switch
    {
        Column column
            => column with
            {
                Type = Type(column.Type),
                Default = column.Default is "CURRENT_TIMESTAMP"
                    ? "now()"
                    : column.Default?.ToLowerInvariant() switch { "true" => "true", "false" => "false", _ => column.Default }
            },
        _ => item,
    };

    private static string Type(string declared)
    {
        var (name, arguments) = ColumnCode.Split(declared.ToLowerInvariant());
        var size = arguments.Length == 0 ? "" : $"({string.Join(',', arguments)})";
        return (name, size) switch
        {
            ("varchar", _) => $"character varying{size}",
            ("nvarchar" or "varying character", _) => $"character varying{size}",
            ("clob" or "ntext", _) => "text",
            ("tinyint", _) => "smallint",
            ("mediumint", _) => "integer",
            ("datetime" or "timestamp", _) => "timestamp with time zone",
            ("binary" or "blob" or "", _) => "bytea",
            ("float" or "double", _) => "double precision",
            ("char", "(36)") => "uuid",
            _ => PgTypes.Canonical(declared.ToLowerInvariant()),
        };
    }
}

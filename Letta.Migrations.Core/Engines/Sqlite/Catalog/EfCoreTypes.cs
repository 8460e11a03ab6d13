namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// The types that EF Core declares on SQLite. It has four of them, and puts into TEXT what SQLite has no type for: decimals, times, GUIDs,
/// JSON (https://learn.microsoft.com/dotnet/standard/data/sqlite/types). A column that EF Core made holds what the application wrote, as
/// it is; to copy it into a column of the type that a revision declares could change values, such as a decimal of more than 15 digits.
/// </summary>
internal static class EfCoreTypes
{
    /// <summary>Whether EF Core declares by the first type what a revision declares by the second.</summary>
    public static bool IsOf(string efCore, string declared)
        => string.Equals(efCore, Of(declared), StringComparison.OrdinalIgnoreCase);

    private static string? Of(string declared)
    {
        var size = declared.IndexOf('(', StringComparison.Ordinal);
        return (size < 0 ? declared : declared[..size]).TrimEnd().ToUpperInvariant() switch
        {
            "VARCHAR" or "CHAR" or "NUMERIC" or "DATETIME" or "DATE" or "TIME" or "INTERVAL" or "JSON" => "TEXT",
            "BOOLEAN" or "SMALLINT" or "BIGINT" => "INTEGER",
            "FLOAT" => "REAL",
            "BINARY" => "BLOB",
            _ => null,
        };
    }
}

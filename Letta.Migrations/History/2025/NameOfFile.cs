namespace Letta.Migrations.History._2025;

/// <summary>In June 2025 what refers to a file came to hold the file's name as well.</summary>
internal static class NameOfFile
{
    /// <summary>What is wrong with a row that <see cref="Missing"/> selects.</summary>
    public const string Required = "must belong to a file that has a \"file_name\"";

    /// <summary>The name of the file of a row.</summary>
    public static string For(string table) => $"(select f.file_name from files f where f.id = {table}.file_id)";

    /// <summary>The rows that belong to no file, or to one without a name.</summary>
    public static string Missing(string table)
        => $"select t.id, t.file_id from {table} t left join files f on f.id = t.file_id where f.file_name is null order by t.id";
}

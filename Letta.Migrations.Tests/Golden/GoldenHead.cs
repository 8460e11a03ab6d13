namespace Letta.Migrations.Tests.Golden;

/// <summary>
/// What Letta's schema is at the newest revision, on Postgres and in the SQLite file that its ORM makes; measured, see README.md beside
/// this file.
/// </summary>
public static class GoldenHead
{
    /// <summary>The lines of <see cref="GoldenHistory.CatalogQuery"/>.</summary>
    public static IReadOnlyList<string> Postgres { get; } = Read("postgres-head.txt");

    /// <summary>Tables, columns, keys, uniques, foreign keys and indexes, without the names of constraints.</summary>
    public static IReadOnlyList<string> Sqlite { get; } = Read("sqlite-orm.txt");

    private static string[] Read(string file) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", file));
}

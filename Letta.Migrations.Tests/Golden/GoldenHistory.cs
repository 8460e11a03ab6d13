using System.Globalization;

namespace Letta.Migrations.Tests.Golden;

/// <summary>What Letta's Alembic history does to a Postgres catalog; measured, see README.md beside this file.</summary>
public static class GoldenHistory
{
    private const string Folder = "Golden";

    /// <summary>The query that prints a catalog as the lines of <see cref="GoldenRevision.Catalog"/>.</summary>
    public static string CatalogQuery { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Folder, "catalog.sql"));

    /// <summary>All revisions, oldest first.</summary>
    public static IReadOnlyList<GoldenRevision> Revisions { get; } = Read();

    /// <summary>The catalog after so many revisions; empty for none.</summary>
    public static IReadOnlyList<string> CatalogAfter(int revisions) => revisions == 0 ? [] : Revisions[revisions - 1].Catalog;

    private static List<GoldenRevision> Read()
    {
        var revisions = new List<GoldenRevision>();
        var catalog = new SortedSet<string>(StringComparer.Ordinal);
        string? header = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, Folder, "postgres-history.txt")))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                Close();
                header = line;
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                Assert.True(catalog.Remove(line[2..]), $"{header} removes what is not there: {line}");
            }
            else if (line.StartsWith("+ ", StringComparison.Ordinal))
            {
                Assert.True(catalog.Add(line[2..]), $"{header} adds what is there: {line}");
            }
        }

        Close();
        return revisions;

        void Close()
        {
            if (header is null)
                return;

            // == 002 d14ae606614c | down 9a505cc7eca9 | 2024-11-05 15:03:12.350096 | subject
            var parts = header[3..].Split(" | ");
            var parent = parts[1]["down ".Length..];
            revisions.Add(new GoldenRevision(
                int.Parse(parts[0][..3], CultureInfo.InvariantCulture),
                parts[0][4..],
                parent == "-" ? null : parent,
                DateTime.Parse(parts[2], CultureInfo.InvariantCulture),
                [.. catalog]));
        }
    }
}

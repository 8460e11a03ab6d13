namespace Letta.Migrations.Tests.Architecture;

/// <summary>
/// Which folder of the engine may refer to which: data flows model → autogenerate → history → runner → engine.
/// A new folder is entered here first, so that its place in the layout is a decision.
/// </summary>
internal static class Arrows
{
    public const string Engine = "Letta.Migrations.Core";

    /// <summary>From the bottom to the top; each folder refers only to those before it.</summary>
    private static readonly string[] Layers =
    [
        "Errors",
        "Schema",
        "Schema/State",
        "Product",
        "Records",
        "Backfills",
        "Backfills/Json",
        "Backfills/Keys",
        "Backfills/Declaration",
        "Backfills/Dialects",
        "Backfills/Execution",
        "Backfills/States",
        "Authoring/Canonical",
        "Authoring/Columns",
        "Authoring/Indexes",
        "Authoring/Steps",
        "Authoring/Backfills",
        "Authoring",
        "Engines/Settings",
        "Engines/Statements",
        "Engines/Records",
        "Engines/Processing",
        "Engines/Contracts",
        "Engines/Orphans",
        "Engines/Postgres/Addresses",
        "Engines/Postgres/Catalog",
        "Engines/Postgres/Processing",
        "Engines/Postgres/Connection",
        "Engines/Postgres/Locking",
        "Engines/Postgres/Online",
        "Engines/Postgres/Records",
        "Engines/Postgres",
        "Engines/Sqlite/Connection",
        "Engines/Sqlite/Locking",
        "Engines/Sqlite/Records",
        "Engines/Sqlite/Sql",
        "Engines/Sqlite/Catalog",
        "Engines/Sqlite/Rebuild",
        "Engines/Sqlite/Processing",
        "Engines/Sqlite/Adopting",
        "Engines/Sqlite",
        "Engines",
        "Running/Steps",
        "Running/History",
        "Running/Checksums",
        "Running/Options",
        "Running/StepDescriptions",
        "Running/State",
        "Running/Identification",
        "Running/Reporting",
        "Running/Context",
        "Running/Targets",
        "Running/Backfills",
        "Running/Planning",
        "Running/Conditions",
        "Running/Telemetry",
        "Running/Execution",
        "Running",
        "Running/Hosting",
    ];

    /// <summary>What may be known of an engine's own folders outside of them, and where.</summary>
    private static readonly (string From, string To)[] Known =
    [
        ("Running/Telemetry", "Engines/Postgres/Addresses"),
        ("Running/Steps", "Engines/Postgres/Processing"), // A schema in memory has the types of Postgres.
        ("Running/Steps", "Engines/Sqlite/Sql"), // The one parser of expressions that there is.
    ];

    /// <summary>Whether a folder is entered.</summary>
    public static bool HasPlace(string folder) => Layers.Contains(folder);

    /// <summary>
    /// Why <paramref name="from"/> must not refer to <paramref name="to"/>; null if it may. Both null outside the engine.
    /// </summary>
    public static string? Against(string? from, string? to)
    {
        if (from is null || to is null || string.Equals(from, to, StringComparison.Ordinal))
            return null;
        if (!HasPlace(from))
            return $"{from} has no place in the layout yet, enter it in {nameof(Arrows)}";
        if (Array.IndexOf(Layers, to) > Array.IndexOf(Layers, from))
            return $"{from} must not refer to {to}, which comes after it";
        return DatabaseOf(to) is { } database && DatabaseOf(from) != database && from != "Engines" && !Known.Contains((from, to))
            ? $"{from} must not refer to {to}, which is for that engine alone"
            : null;
    }

    /// <summary>The folder of a file of the engine, from its root; null for a file that lies in none.</summary>
    public static string? FolderOf(string path)
        => path.LastIndexOf('/') is var end && end > Engine.Length ? path[(Engine.Length + 1)..end] : null;

    private static string? DatabaseOf(string folder)
        => folder.Split('/') is ["Engines", "Postgres" or "Sqlite", ..] and [_, var database, ..] ? database : null;
}

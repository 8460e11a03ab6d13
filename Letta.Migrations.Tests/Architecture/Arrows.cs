namespace Letta.Migrations.Tests.Architecture;

/// <summary>
/// Which folder of the engine may refer to which: data flows model → autogenerate → history → runner → engine.
/// A new folder is entered here first, so that its place in the layout is a decision.
/// </summary>
internal static class Arrows
{
    public const string Engine = "Letta.Migrations.Core";

    /// <summary>Beneath all: values and errors that refer to nothing of ours.</summary>
    private static readonly string[] Beneath = ["Errors", "Schema", "Product"];

    /// <summary>Each folder with those that it may refer to.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Errors"] = [],
        ["Schema"] = [],
        ["Product"] = [],
        ["Records"] = [],
        ["Backfills"] = ["Records"],
        ["Authoring"] = ["Backfills"],
        ["Engines"] = [],
        ["Running"] = [],
    };

    /// <summary>Whether a folder is entered.</summary>
    public static bool HasPlace(string folder) => Allowed.ContainsKey(folder);

    /// <summary>Why <paramref name="from"/> must not refer to <paramref name="to"/>; null if it may. Both null outside the engine.</summary>
    public static string? Against(string? from, string? to)
    {
        if (from is null || to is null || string.Equals(from, to, StringComparison.Ordinal))
            return null;
        if (!Allowed.TryGetValue(from, out var allowed))
            return $"{from} has no place in the layout yet, enter it in {nameof(Arrows)}";
        if (allowed.Contains(to) || (Beneath.Contains(to) && !Beneath.Contains(from)))
            return null;
        return $"{from} must not refer to {to}";
    }

    /// <summary>Each folder that can be reached from itself.</summary>
    public static IEnumerable<string> Cycles()
    {
        foreach (var folder in Allowed.Keys)
        {
            var (reached, waiting) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(Allowed[folder]));
            while (waiting.TryDequeue(out var next))
            {
                if (next == folder)
                    yield return $"{folder} is reached from itself.";
                if (reached.Add(next) && next != folder)
                {
                    foreach (var further in Allowed.GetValueOrDefault(next, []))
                        waiting.Enqueue(further);
                }
            }
        }
    }

    /// <summary>The folder of a file of the engine, from its root; null for a file that lies in none.</summary>
    public static string? FolderOf(string path)
        => path.LastIndexOf('/') is var end && end > Engine.Length ? path[(Engine.Length + 1)..end] : null;
}

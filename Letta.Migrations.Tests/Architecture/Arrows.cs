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

    /// <summary>Each folder with those that it may refer to; a folder stands for those below it as well, unless they are named.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Errors"] = [],
        ["Schema"] = [],
        ["Product"] = [],
        ["Records"] = [],
        ["Backfills"] = ["Records"],
        ["Authoring"] = ["Backfills"],
        ["Engines"] = ["Authoring", "Backfills", "Records", "Engines.Orphans"],
        ["Running"] = ["Authoring", "Backfills", "Engines", "Records"],
    };

    public static IReadOnlyCollection<string> Folders => Allowed.Keys;

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

    /// <summary>The folder that a namespace of the engine belongs to; null outside.</summary>
    public static string? FolderOf(string? ns)
        => ns?.Split('.') is ["Letta", "Migrations", .. { Length: > 0 } rest] ? string.Join('.', rest) : null;
}

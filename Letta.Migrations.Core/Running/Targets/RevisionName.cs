using Letta.Migrations.Errors;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running;

/// <summary>What users call a revision: its version, its id in another tool, or the beginning of either.</summary>
internal static class RevisionName
{
    /// <exception cref="ConfigurationException">None, or more than one, fits.</exception>
    public static RevisionInfo Find(RevisionSet revisions, string name, MigrationProduct product)
    {
        if (name == "head")
        {
            return revisions.Head
                ?? throw new ConfigurationException("This build has no revisions, so there is no \"head\".", "Write one first.");
        }

        var exact = revisions.All.FirstOrDefault(r => r.ForeignId == name || r.Version.ToString() == name);
        if (exact is not null)
            return exact;

        var fitting = name.Length == 0
            ? []
            : revisions.All.Where(r => Begins(r.ForeignId, name) || Begins(r.Version.ToString(), name)).ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw new ConfigurationException(
                $"There is no revision \"{name}\" in this build.",
                $"List them with: {product.CommandName} history"),
            _ => throw new ConfigurationException(
                $"\"{name}\" is the beginning of {fitting.Count} "
                    + $"revisions: {string.Join(", ", fitting.Take(4).Select(r => $"{r.Version} ({r.Id})"))}{(fitting.Count > 4 ? ", …" : "")}.",
                $"Give more of its version{(product.Companion is { } companion ? $" or of its {companion.Tool} id" : "")}."),
        };
    }

    private static bool Begins(string? id, string name) => id?.StartsWith(name, StringComparison.OrdinalIgnoreCase) == true;
}

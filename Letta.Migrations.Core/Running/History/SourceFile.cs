namespace Letta.Migrations.Running;

/// <summary>Where the source of a revision is, so that an editor, or a click in a terminal, opens it.</summary>
internal static class SourceFile
{
    /// <summary>What a deterministic build writes in place of the repository's directory.</summary>
    private const string Repository = "/_/";

    /// <summary>
    /// <c>path(line)</c>, from the current directory where the file is below it. Where the sources are not here, the path within their
    /// repository; of a revision that was compiled from no file, the name that its file would have.
    /// </summary>
    public static string Locate(RevisionInfo revision) => Locate(revision, Directory.GetCurrentDirectory());

    /// <inheritdoc cref="Locate(RevisionInfo)" />
    public static string Locate(RevisionInfo revision, string here)
        => revision.File.Length == 0 ? $"{revision.Version}_{revision.Type.Name}.cs" : $"{Shown(revision.File, here)}({revision.Line})";

    private static string Shown(string file, string here)
    {
        if (file.StartsWith(Repository, StringComparison.Ordinal))
        {
            var within = file[Repository.Length..];
            if (Above(here).Select(d => Path.Combine(d.FullName, within)).FirstOrDefault(File.Exists) is not { } found)
                return within;
            file = found;
        }

        var relative = Path.GetRelativePath(here, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || !File.Exists(file) ? file : relative;
    }

    private static IEnumerable<DirectoryInfo> Above(string here)
    {
        for (var at = new DirectoryInfo(here); at is not null; at = at.Parent)
            yield return at;
    }
}

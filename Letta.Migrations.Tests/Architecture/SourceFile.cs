namespace Letta.Migrations.Tests.Architecture;

/// <summary>A file of the repository.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="FullPath">Where it lies.</param>
internal sealed record SourceFile(string Path, string FullPath)
{
    public string Text => File.ReadAllText(FullPath);

    public int Lines => File.ReadLines(FullPath).Count();

    /// <summary>The text without its comment lines: what is said about other code is no reference to it.</summary>
    public string Code
        => string.Join('\n', File.ReadLines(FullPath).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)));
}

namespace Letta.Migrations.Tests.Architecture;

/// <summary>The sources that these tests were built from, found upwards of the test's own assembly.</summary>
internal static class Repository
{
    private static readonly string[] NotCommitted = [".git", ".vs", ".idea", "artifacts", "bin", "obj", "TestResults"];

    public static DirectoryInfo Root { get; } = FindRoot();

    /// <summary>Every file that is or would be committed.</summary>
    public static IEnumerable<SourceFile> Files => FilesOf(Root);

    public static IEnumerable<SourceFile> CSharp => Files.Where(f => f.Path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Those that are built here: what a template is made of is built where it is used.</summary>
    public static IEnumerable<SourceFile> Projects
        => Files.Where(
            f => f.Path.EndsWith(".csproj", StringComparison.Ordinal) && !f.Path.Contains("/content/", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root.FullName, path));

    private static IEnumerable<SourceFile> FilesOf(DirectoryInfo folder)
        => from entry in folder.EnumerateFileSystemInfos()
           where !NotCommitted.Contains(entry.Name) // .git is a file in a worktree
           from file in entry is DirectoryInfo inner ? FilesOf(inner) : [FileOf(entry)]
           select file;

    private static SourceFile FileOf(FileSystemInfo file)
        => new(Path.GetRelativePath(Root.FullName, file.FullName).Replace('\\', '/'), file.FullName);

    private static DirectoryInfo FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Letta.sln")))
            folder = folder.Parent;
        return folder ?? throw new DirectoryNotFoundException($"No folder above \"{AppContext.BaseDirectory}\" holds Letta.sln.");
    }
}

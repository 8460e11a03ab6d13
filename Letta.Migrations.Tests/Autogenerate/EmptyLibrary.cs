namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>A directory that revisions are written into, as that of the library.</summary>
internal sealed class EmptyLibrary : IDisposable
{
    public EmptyLibrary() => File.WriteAllText(System.IO.Path.Combine(Path, "Letta.Migrations.csproj"), "<Project />");

    public string Path { get; } = Directory.CreateTempSubdirectory("letta-library-").FullName;

    /// <summary>What was written, by its path within the library.</summary>
    public IReadOnlyList<string> Revisions
        => [
            .. Directory.GetFiles(Path, "*.cs", SearchOption.AllDirectories).Select(f => System.IO.Path.GetRelativePath(Path, f))
                .Order(StringComparer.Ordinal)
        ];

    /// <summary>The text of the one revision that was written.</summary>
    public string Text => File.ReadAllText(System.IO.Path.Combine(Path, Assert.Single(Revisions)));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

using System.Globalization;
using System.Text;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Errors;
using Letta.Migrations.Host.Output;

namespace Letta.Migrations.Host.Commands.Design;

/// <summary>Writes a revision into the history's directory.</summary>
internal static class RevisionWriter
{
    private const string Project = "Letta.Migrations.csproj";

    /// <summary>Where a revision of that name goes; it is behind the newest one, whatever the clock says.</summary>
    /// <exception cref="ConfigurationException">The name says nothing, there is a revision of that name, or the library is not found.</exception>
    public static RevisionPlace Place(string name, string? directory, Invocation invocation)
    {
        name = name.Trim();
        if (name.Length == 0 || name.Any(char.IsControl))
            throw new ConfigurationException("The message says nothing.", "Say what the revision does: letta revision -m \"add project_id to blocks\"");

        var type = CSharp.TypeName(name);
        if (invocation.Revisions.All.FirstOrDefault(r => r.Type.Name == type) is { } same)
            throw new ConfigurationException($"Revision {same.Id} is called \"{same.Name}\" already, and its class {type}.", "Choose other words.");

        var now = long.Parse(invocation.Time.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return new RevisionPlace(Library(directory, Directory.GetCurrentDirectory()), Behind(invocation.Revisions.Head?.Version ?? 0, now), name);
    }

    public static WrittenReport Write(string name, Draft draft, string? directory, Invocation invocation, IReadOnlyList<string> hints)
        => Write(Place(name, directory, invocation), draft, hints);

    public static WrittenReport Write(RevisionPlace place, Draft draft, IReadOnlyList<string> hints)
    {
        var file = new RevisionFile(place.Version, place.Name, draft);
        var path = Path.Combine(place.Library, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, file.Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return new WrittenReport(place.Version, place.Name, relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative, hints)
        {
            Next = Next(draft),
        };
    }

    private static string Next(Draft draft)
        => $"{(draft.IsEmpty ? "Fill in Up and Down" : ReferenceEquals(draft, Draft.Backfill) ? "Fill in the backfill" : "Read it")}, then: letta upgrade head";

    private static long Behind(long head, long now)
    {
        if (now > head)
            return now;

        // A second later, as a clock would count it.
        var last = DateTime.ParseExact(head.ToString(CultureInfo.InvariantCulture), "yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        return long.Parse(last.AddSeconds(1).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The directory of the library: the one that was said, or else the first found upwards from here.</summary>
    /// <exception cref="ConfigurationException">It is not there.</exception>
    public static string Library(string? directory, string here)
    {
        if (directory is not null)
        {
            return File.Exists(Path.Combine(directory, Project))
                ? directory
                : throw new ConfigurationException($"There is no {Project} in \"{directory}\".", "Say the directory that it is in: --into Letta.Migrations");
        }

        for (var at = new DirectoryInfo(here); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Project)))
                return at.FullName;
            if (File.Exists(Path.Combine(at.FullName, "Letta.Migrations", Project)))
                return Path.Combine(at.FullName, "Letta.Migrations");
        }

        throw new ConfigurationException(
            "A revision is a source file, and the sources of Letta.Migrations are not here.", "Run the command in the repository, or say where: --into <directory>");
    }
}

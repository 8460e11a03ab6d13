using System.Globalization;
using System.Text;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>Writes a revision into the history's directory.</summary>
internal sealed class RevisionWriter
{
    private readonly Invocation _invocation;
    private readonly string _directory;
    private readonly long _version;
    private readonly string _name;

    /// <summary>Where a revision of that name goes; it is behind the newest one, whatever the clock says.</summary>
    /// <exception cref="ConfigurationException">
    /// The name says nothing, there is a revision of that name, or the project is not found.
    /// </exception>
    public RevisionWriter(Invocation invocation, SchemaModel model, string name, string? directory)
    {
        (_invocation, _name) = (invocation, name.Trim());
        if (_name.Length == 0 || _name.Any(char.IsControl))
        {
            throw new ConfigurationException(
                "The message says nothing.",
                $"Say what the revision does: {invocation.Product.CommandName} revision -m \"add project_id to blocks\"");
        }

        var type = model.TypeName(_name);
        if (invocation.Revisions.All.FirstOrDefault(r => r.Type.Name == type) is { } same)
            throw new ConfigurationException(
                $"Revision {same.Id} is called \"{same.Name}\" already, and its class {type}.", "Choose other words.");

        _directory = Find(invocation.Cli.Project, directory, Directory.GetCurrentDirectory());
        _version = Next(invocation);
    }

    /// <summary>The version of a revision that is written now: behind the newest one, whatever the clock says.</summary>
    public static long Next(Invocation invocation)
        => After(invocation.Revisions.Head?.Version ?? 0, Number(invocation.Time.GetUtcNow().UtcDateTime));

    /// <param name="draft">What it says.</param>
    /// <param name="hints">What its reader should know.</param>
    /// <param name="then">The command that is run when it was read.</param>
    public WrittenReport Write(IRevisionDraft draft, IReadOnlyList<string> hints, string then = "upgrade head")
    {
        var (file, text) = draft.Render(_version, _name, _invocation.Cli.Project);
        var path = Path.Combine(_directory, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return new WrittenReport(
            _version, _name, relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative, hints)
        {
            Next = $"{draft.Next}, then: {_invocation.Product.CommandName} {then}",
        };
    }

    /// <summary>The directory of a project: the one that was said, or else the first found upwards from here.</summary>
    /// <exception cref="ConfigurationException">It is not there.</exception>
    public static string Find(string project, string? directory, string here)
    {
        var file = $"{project}.csproj";
        if (directory is not null)
        {
            return File.Exists(Path.Combine(directory, file))
                ? directory
                : throw new ConfigurationException(
                    $"There is no {file} in \"{directory}\".", $"Say the directory that it is in: --into {project}");
        }

        for (var at = new DirectoryInfo(here); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, file)))
                return at.FullName;
            if (File.Exists(Path.Combine(at.FullName, project, file)))
                return Path.Combine(at.FullName, project);
        }

        throw new ConfigurationException(
            $"A revision is a source file, and the sources of {project} are not here.",
            "Run the command in the repository, or say where: --into <directory>");
    }

    private static long After(long head, long now)
    {
        if (now > head)
            return now;

        // A second later, as a clock would count it.
        var last = DateTime.ParseExact(head.ToString(CultureInfo.InvariantCulture), "yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        return Number(last.AddSeconds(1));
    }

    private static long Number(DateTime time)
        => long.Parse(time.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

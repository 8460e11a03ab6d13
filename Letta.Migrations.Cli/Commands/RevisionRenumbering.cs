using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Commands;

/// <summary>
/// Moves a revision that nobody else has to the end of the history, after another branch was merged before it: the version in its
/// attribute, and its file.
/// </summary>
internal sealed class RevisionRenumbering(Invocation invocation, string? directory)
{
    /// <param name="runner">Its database must not have the revision: it would be there under a version that nobody knows any more.</param>
    /// <param name="revision">The revision, by its version or a unique prefix.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MigrationException">There is no such revision, its database has it, or its source is not found.</exception>
    public async Task<WrittenReport> MoveAsync(MigrationRunner runner, string revision, CancellationToken cancellationToken)
    {
        var moved = runner.Find(revision);
        var path = Source(moved);
        if (moved.Locked is not null)
        {
            throw new ConfigurationException(
                $"Revision {moved.Version} ({moved.Name}) is locked: other databases may have it.", "Write a new revision instead.");
        }

        var entry = (await runner.HistoryAsync(cancellationToken: cancellationToken)).Single(e => e.Revision.Version == moved.Version);
        if (!entry.Pending)
        {
            throw new UnexpectedDatabaseException(
                $"{runner.Target} has revision {moved.Version} ({moved.Name}) already.",
                $"Take it back first: {invocation.Product.Command($"downgrade {Before(moved)}")}");
        }

        var version = RevisionWriter.Next(invocation);
        var text = await File.ReadAllTextAsync(path, cancellationToken);
        var file = Path.Combine(
            Path.GetDirectoryName(path)!, Path.GetFileName(path).Replace(Text(moved.Version), Text(version), StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            file,
            Attribute(moved.Version).Replace(text, $"${{before}}{Text(version)}", count: 1),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            cancellationToken);
        if (file != path)
            File.Delete(path);
        return new WrittenReport(version, moved.Name, Path.GetRelativePath(Directory.GetCurrentDirectory(), file), [$"was {moved.Version}"])
        {
            Next = $"Then: {invocation.Product.Command("history --lock")}, and {invocation.Product.Command("upgrade head")}",
        };
    }

    private string Before(RevisionInfo revision)
        => invocation.Revisions.All.LastOrDefault(r => r.Number < revision.Number)?.Id ?? "base";

    private string Source(RevisionInfo revision)
    {
        var project = RevisionWriter.Find(invocation.Cli.Project, directory, Directory.GetCurrentDirectory());
        var attribute = Attribute(revision.Version);
        return Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .OrderBy(f => !Path.GetFileName(f).StartsWith(Text(revision.Version), StringComparison.Ordinal))
            .FirstOrDefault(f => attribute.IsMatch(File.ReadAllText(f)))
            ?? throw new ConfigurationException(
                $"The source of revision {revision.Version} ({revision.Name}) is not in \"{project}\".",
                "Run the command where its sources are, or say where: --into <directory>");
    }

    /// <summary>The attribute up to its version, however the number is written.</summary>
    private static Regex Attribute(long version)
        => new(
            @"(?<before>\[Revision\(\s*)" + string.Join("_?", Text(version).ToCharArray()) + @"\b",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}

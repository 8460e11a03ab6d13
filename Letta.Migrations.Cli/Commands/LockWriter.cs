using System.Text;
using Letta.Migrations.Cli.Output;
using Letta.Migrations.Errors;
using Letta.Migrations.Running.Checksums;

namespace Letta.Migrations.Cli.Commands;

/// <summary>Writes <c>history.lock</c> beside the project of the history; only ever adds to it.</summary>
internal static class LockWriter
{
    /// <exception cref="ConfigurationException">The project is not here, or the history is not the one that is locked.</exception>
    public static WrittenReport Write(Invocation invocation, string? into)
    {
        var directory = RevisionWriter.Find(invocation.Cli.Project, into, Directory.GetCurrentDirectory());
        var file = Path.Combine(directory, HistoryLock.FileName);
        var locked = File.Exists(file) ? LockLines.Read(File.ReadAllText(file)) : new Dictionary<long, string>();
        if (HistoryLock.Faults(invocation.Revisions, locked, invocation.Product).FirstOrDefault() is { } fault)
            throw new ConfigurationException(fault.What, fault.Next);

        var added = invocation.Revisions.All.Where(r => !locked.ContainsKey(r.Version)).ToList();
        if (added.Count > 0)
        {
            File.WriteAllText(
                file,
                HistoryLock.Write(invocation.Revisions, invocation.Product.Command("history --lock")),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        return new WrittenReport(
            invocation.Revisions.Head?.Version,
            invocation.Revisions.Head?.Name,
            Path.GetRelativePath(Directory.GetCurrentDirectory(), file),
            [.. added.Select(r => $"locked {r.Version}  {r.Name}")])
        {
            Next = added.Count == 0 ? "Every revision is locked already." : "Commit it together with the revisions.",
        };
    }
}

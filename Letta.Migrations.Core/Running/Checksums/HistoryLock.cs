using System.Globalization;
using System.Text;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running.Checksums;

/// <summary>
/// The file <c>history.lock</c>: a line for each revision in their order, with what it does on either engine as checksums. Two branches
/// that both add a revision conflict in it, and an edit of a revision that was there shows. The compiler compares the order, the tests the
/// rest.
/// </summary>
internal static class HistoryLock
{
    /// <summary>Beside the project file.</summary>
    public const string FileName = "history.lock";

    /// <summary>The file of a history.</summary>
    public static string Write(RevisionSet revisions, string command)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Versions, checksums on Postgres and on SQLite, names. Written by: {command}\n");
        foreach (var revision in revisions.All)
            text.Append(CultureInfo.InvariantCulture, $"{revision.Version} {Checksums(revision)} {revision.Name}\n");
        return text.ToString();
    }

    /// <summary>What a revision does, as its line says it.</summary>
    public static string Checksums(RevisionInfo revision)
        => $"{Compute(revision, OfflineSchema.Postgres)} {Compute(revision, OfflineSchema.Sqlite)}";

    /// <summary>What is wrong with a history, held against its lines.</summary>
    public static IEnumerable<LockFault> Faults(RevisionSet revisions, IReadOnlyDictionary<long, string> locked, MigrationProduct product)
    {
        const string takeBack = "Take that back, and write a new revision. If no database but your own has it, delete its line in "
            + $"{FileName}, then: ";
        var again = takeBack + product.Command("history --lock");
        foreach (var revision in revisions.All)
        {
            if (locked.TryGetValue(revision.Version, out var checksums) && checksums != Checksums(revision))
                yield return new LockFault($"Revision {revision.Version} ({revision.Name}) was edited since it was locked.", again);
        }

        foreach (var version in locked.Keys.Where(v => revisions.Find(v) is null).Order())
            yield return new LockFault($"Revision {version} is locked, but no class has it any more.", again);

        var newest = locked.Keys.DefaultIfEmpty(0).Max();
        foreach (var revision in revisions.All.Where(r => r.Version < newest && !locked.ContainsKey(r.Version)))
        {
            yield return new LockFault(
                $"Revision {revision.Version} ({revision.Name}) is older than {newest}, which is locked: databases may have that one already.",
                $"Move it to the end: {product.Command($"revision --renumber {revision.Version}")}");
        }
    }

    private static string Compute(RevisionInfo revision, OfflineSchema engine) => new RevisionChecksums(engine).Compute(revision) ?? "-";
}

/// <summary>Why a history is not the one that is locked.</summary>
/// <param name="What">What is wrong, with the revision.</param>
/// <param name="Next">What to do.</param>
internal sealed record LockFault(string What, string Next);

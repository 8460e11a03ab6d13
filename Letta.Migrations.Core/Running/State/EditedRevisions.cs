using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// Applied revisions that do something else in this build than what was done: the ledger's checksum is another one. Where it has none
/// (applied by other tools, or before there were checksums) nothing is known, and nothing said.
/// </summary>
internal static class EditedRevisions
{
    /// <summary>
    /// How many an upgrade with nothing to do looks at: an edit that meets a database in the field is nearly always one of the newest, and
    /// every start of an application pays for the look.
    /// </summary>
    private const int NewestFew = 10;

    /// <summary>Those among some revisions.</summary>
    public static IReadOnlyList<RevisionInfo> Find(HistoryState historyState, IEnumerable<RevisionInfo> among)
    {
        var recorded = historyState.State.Applied.ToDictionary(a => a.Version, a => a.Checksum);
        return [.. among.Where(r => historyState.Checksums.Differs(r, recorded.GetValueOrDefault(r.Version)))];
    }

    /// <summary>Refuses to build on them.</summary>
    /// <param name="historyState">Where the database stands.</param>
    /// <param name="idle">True if there is nothing to do: then only the newest are looked at.</param>
    /// <exception cref="UnexpectedDatabaseException">There are some.</exception>
    public static void Refuse(HistoryState historyState, bool idle)
    {
        var applied = historyState.Revisions.All.Take(historyState.Depth);
        var edited = Find(historyState, idle ? applied.TakeLast(NewestFew) : applied);
        if (edited.Count == 0)
            return;

        var (target, first) = (historyState.Status.Target, edited[0]);
        var names = string.Join(", ", edited.Take(5).Select(r => $"{r.Id} ({r.Name})")) + (edited.Count > 5 ? ", …" : "");
        var files = string.Join(", ", edited.Take(5).Select(r => SourceFile.Locate(r))) + (edited.Count > 5 ? ", …" : "");
        throw new UnexpectedDatabaseException(
            edited.Count == 1
                ? $"Revision {names} was edited after it was applied to {target}: what it does now was never done there."
                : $"{edited.Count} revisions were edited after they were applied to {target}: {names}.",
            $"""
            {(edited.Count == 1 ? "file      " : "files     ")} {files}
            local      take back what was done and do what is written now: {historyState.Product.CommandName} downgrade {Before(historyState, first)}, then {historyState.Product.CommandName} upgrade
            released   put back what was released, and write a new revision for the change
            harmless   record it as it is in this build, if the schema is what it makes: {historyState.Product.CommandName} stamp {historyState.Status.Current!.Id}
            """);
    }

    /// <summary>The target of the downgrade that takes a revision back.</summary>
    private static string Before(HistoryState historyState, RevisionInfo revision) => revision.Number switch
    {
        var number when number == historyState.Depth => "-1",
        1 => "base",
        var number => historyState.Revisions.All[number - 2].Id,
    };
}

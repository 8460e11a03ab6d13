using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Identification;

/// <summary>Why a schema does not say by itself which revision is to be recorded.</summary>
internal static class IdentificationRefusals
{
    /// <summary>The one revision whose schema it is.</summary>
    /// <exception cref="NeedsHumanException">It is that of several.</exception>
    /// <exception cref="UnexpectedDatabaseException">It is that of none.</exception>
    public static RevisionInfo Only(IdentifiedSchema identified, HistoryState historyState) => identified switch
    {
        { Matches: [var match] } => match.Revision,
        { Matches.Count: > 1 } => throw Several(identified.Matches, historyState),
        { Nearest: { } nearest } => throw Another(nearest, identified.Differences, historyState),
        _ => throw Foreign(historyState),
    };

    private static NeedsHumanException Several(IReadOnlyList<RevisionMatch> matches, HistoryState historyState)
    {
        var ids = matches.Max(m => m.Revision.Id.Length);
        var lines = matches.Select(m => $"  {m.Revision.Id.PadRight(ids)}  {m.Revision.Name}{Details(m)}");
        return new NeedsHumanException(
            $"Nothing records the revision of {historyState.Status.Target}, and its schema is that of {matches.Count} revisions.",
            $"{MessageText.FromString(string.Join('\n', lines))}\nName the one that was applied last: {historyState.Product.CommandName} "
                + $"adopt <revision>. "
                + "An upgrade then runs those after it.");
    }

    private static string Details(RevisionMatch match)
        => match.Details == 0 ? "" : $" ({match.Details} {(match.Details == 1 ? "detail is" : "details are")} built in another way)";

    private static UnexpectedDatabaseException Another(
        RevisionInfo nearest, IReadOnlyList<Difference> differences, HistoryState historyState)
        => new(
            $"Nothing records the revision of {historyState.Status.Target}, and its schema is that of none. "
                + $"The nearest is {nearest.Id} ({nearest.Name}), "
                + $"with {(differences.Count == 1 ? "1 difference" : $"{differences.Count} differences")}.",
            string.Join('\n', SchemaComparison.Lines(differences).Select(ControlCharacters.Escape))
                + "\nCorrect them and run the same command again. "
                + $"If it is that revision: {historyState.Product.CommandName} adopt {nearest.Id} compares with it alone, and accepts "
                + $"with --accept-drift what is harmless.");

    private static UnexpectedDatabaseException Foreign(HistoryState historyState)
        => new(
            $"Nothing records the revision of {historyState.Status.Target}, and its tables (\"{historyState.State.OtherTable}\" is one) "
                + "are not those of this history.",
            "Use an empty database or another schema.");
}

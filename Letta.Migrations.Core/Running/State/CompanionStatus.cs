using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>
/// What the record of another tool says, held against the history of this build and against the revisions that are recorded beside it.
/// </summary>
/// <param name="Ids">Its rows, in order; none where the other tool is at base.</param>
/// <param name="Revision">The revision that it names; null at base, and where this build does not know it.</param>
/// <param name="Known">Whether this build knows where that is: it names one revision of the history, or none.</param>
/// <param name="Adopted">Whether there is a <c>VersionInfo</c> beside it.</param>
/// <param name="Agrees">Whether the applied revisions are those that it says.</param>
public sealed record CompanionStatus(IReadOnlyList<string> Ids, RevisionInfo? Revision, bool Known, bool Adopted, bool Agrees)
{
    /// <summary>Where the other tool says that the database is: an id, several where there are several heads, or <c>base</c>.</summary>
    public string Place => Ids.Count == 0 ? "base" : string.Join(", ", Ids);

    /// <summary>
    /// Null where there is no such record, or where the history has no ids of that tool: then the table is somebody else's.
    /// </summary>
    internal static CompanionStatus? Create(RevisionSet revisions, RecordedState state)
    {
        if (!revisions.HasForeignIds || state.ForeignIds is not { } ids)
            return null;

        var applied = state.Applied.Select(a => a.Version).ToHashSet();
        var (expected, isNewer) = (
            HeadOf(revisions.All.Where(r => applied.Contains(r.Version))), applied.Any(v => revisions.Find(v) is null));
        var named = ids is [var id] ? revisions.FindForeign(id) : null;
        var known = ids.Count == 0 || named is not null;

        // A newer build may have given its revisions such ids, or not.
        var agrees = ids.SequenceEqual(expected is null ? [] : [expected]) || (isNewer && ids.Count == 1 && !known);
        return new CompanionStatus(ids, named, known, state.HasVersionTable, agrees);
    }

    /// <summary>What that record holds when exactly these revisions are applied; null for nothing.</summary>
    internal static string? HeadOf(IEnumerable<RevisionInfo> applied) => applied.LastOrDefault(r => r.ForeignId is not null)?.ForeignId;
}

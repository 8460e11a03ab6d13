using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>What <c>alembic_version</c> says, held against the history of this build and against the revisions that are recorded beside it.</summary>
/// <param name="Ids">Its rows, in order; none where Alembic is at base.</param>
/// <param name="Revision">The revision that it names; null at base, and where this build does not know it.</param>
/// <param name="Known">Whether this build knows where that is: it names one revision of the history, or none.</param>
/// <param name="Adopted">Whether there is a <c>VersionInfo</c> beside it.</param>
/// <param name="Agrees">Whether the applied revisions are those that it says.</param>
public sealed record AlembicRecord(IReadOnlyList<string> Ids, RevisionInfo? Revision, bool Known, bool Adopted, bool Agrees)
{
    /// <summary>Where Alembic says that the database is: an id, several where there are several heads, or <c>base</c>.</summary>
    public string Place => Ids.Count == 0 ? "base" : string.Join(", ", Ids);

    /// <summary>Null where there is no <c>alembic_version</c>, or where the history has no Alembic ids: then the table is somebody else's.</summary>
    internal static AlembicRecord? Of(RevisionSet revisions, DatabaseState state)
    {
        if (!revisions.KnowsAlembic || state.AlembicIds is not { } ids)
            return null;

        var applied = state.Applied.Select(a => a.Version).ToHashSet();
        var (expected, isNewer) = (HeadOf(revisions.All.Where(r => applied.Contains(r.Version))), applied.Any(v => revisions.Find(v) is null));
        var named = ids is [var id] ? revisions.FindAlembic(id) : null;
        var known = ids.Count == 0 || named is not null;

        // A newer build may have given its revisions Alembic ids, or not.
        var agrees = ids.SequenceEqual(expected is null ? [] : [expected]) || (isNewer && ids.Count == 1 && !known);
        return new AlembicRecord(ids, named, known, state.HasVersionTable, agrees);
    }

    /// <summary>What <c>alembic_version</c> holds when exactly these revisions are applied; null for nothing.</summary>
    internal static string? HeadOf(IEnumerable<RevisionInfo> applied) => applied.LastOrDefault(r => r.AlembicId is not null)?.AlembicId;
}

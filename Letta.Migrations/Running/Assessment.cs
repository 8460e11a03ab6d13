using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// The one assessment of where a database is, made of both records (<c>VersionInfo</c> and <c>alembic_version</c>): why no run may begin there.
/// Every command gives the same answer, those that only read included.
/// </summary>
internal static class Assessment
{
    /// <summary>Why no run may begin there; null if one may.</summary>
    /// <param name="state">Where the database is.</param>
    /// <param name="allowNewer">Whether revisions past head are no reason.</param>
    public static UnexpectedDatabaseException? Of(Standing state, bool allowNewer)
        => Unrecorded(state)
            ?? UnknownRevisions(state, allowNewer)
            ?? InProgressElsewhere(state, allowNewer)
            ?? Gap(state)
            ?? OtherAlembicRecord(state);

    /// <summary>Why a stamp may not write over what is recorded: it knows less than whoever recorded it.</summary>
    public static UnexpectedDatabaseException? OfStamp(Standing state)
        => UnknownRevisions(state, allowNewer: false)
            ?? InProgressElsewhere(state, allowNewer: false)
            ?? (state.Status.Alembic is { } alembic && alembic.Ids.Any(id => state.Revisions.FindAlembic(id) is null)
                ? Unrecorded(state) ?? OtherAlembicRecord(state)
                : null);

    /// <summary>Why an adoption may not begin; null also where there is nothing to adopt.</summary>
    public static UnexpectedDatabaseException? OfAdoption(Standing state)
        => state.Status.Alembic is { Known: true, Agrees: false }
            ? UnknownRevisions(state, allowNewer: false) ?? InProgressElsewhere(state, allowNewer: false) // Else it is what an adoption puts right.
            : Of(state, allowNewer: false);

    /// <summary>Tables without a record of which revision they are at, whoever made them.</summary>
    public static UnexpectedDatabaseException NoRecord(Standing state)
    {
        var others = state.Status.Alembic is null ? "no \"alembic_version\"" : "nothing in \"alembic_version\"";
        var missing = (state.Revisions.KnowsAlembic, state.State.HasVersionTable) switch
        {
            (false, _) => "no \"VersionInfo\"",
            (true, true) => others,
            (true, false) => $"no \"VersionInfo\" and {others}",
        };
        return new UnexpectedDatabaseException(
            $"{state.Status.Target} has tables (\"{state.State.OtherTable}\" is one), but {missing} to tell which revision they are at.",
            "Find out from the schema, and record it: letta adopt. If the tables are of something else, use an empty database or another schema.");
    }

    /// <summary>Why a revision that a user named is not where an adoption begins: a record says another one. Null if none does.</summary>
    public static UnexpectedDatabaseException? RecordedElsewhere(Standing state, RevisionInfo named)
    {
        var at = state.Status.Alembic is { Agrees: false } alembic ? alembic.Revision : state.Status.Current;
        if (at == named || (at is null && state.State.OtherTable is null))
            return null;

        return new UnexpectedDatabaseException(
            $"{state.Status.Target} is at {at?.Id ?? "base"} by its own record, not at {named.Id}.",
            $"Take it over where it is: letta adopt. If that record is wrong, and the schema is that of {named.Id}: letta stamp {named.Id}");
    }

    /// <summary>A schema that nobody recorded here is not ours to change.</summary>
    private static UnexpectedDatabaseException? Unrecorded(Standing state)
    {
        if (state.State.HasVersionTable)
            return null;

        return (state.Status.Alembic, state.State.OtherTable) switch
        {
            (null or { Ids.Count: 0 }, null) => null,
            (null or { Ids.Count: 0 }, _) => NoRecord(state),
            ({ Ids.Count: > 1 } alembic, _) => SeveralHeads(state, alembic),
            ({ Revision: null } alembic, _) => new UnexpectedDatabaseException(
                $"{state.Status.Target} is at {alembic.Place} by \"alembic_version\", which this build does not know.", UseThatBuild),
            ({ } alembic, _) => new UnexpectedDatabaseException(
                $"{state.Status.Target} is at {(alembic.Revision == state.Status.Head ? "head " : "")}{alembic.Place} by Alembic, not adopted"
                    + $"{(state.Status.Ahead is > 0 and var ahead ? $"; {Count(ahead)} ahead" : "")}.",
                "Take it over where it is: letta adopt, then run the same command again."),
        };
    }

    private static UnexpectedDatabaseException? UnknownRevisions(Standing state, bool allowNewer)
    {
        var (unknown, target) = (state.Status.Unknown, state.Status.Target);
        if (unknown.Count == 0)
            return null;
        var newer = IsPastHead(state, unknown[0]);
        if (newer && allowNewer && state.Status.Pending.Count == 0)
            return null;

        var versions = string.Join(", ", unknown.Take(5)) + (unknown.Count > 5 ? ", …" : "");
        return new UnexpectedDatabaseException(
            $"{target} has {Count(unknown.Count)} that this build does not know: {versions}.",
            newer
                ? "A newer build brought it there: run that build, or start this one with --allow-newer if its application tolerates the newer schema; "
                    + "or, on a local database: letta reset"
                : "They are not in this build's history: run the build that has them, or make a local database anew: letta reset");
    }

    private static UnexpectedDatabaseException? InProgressElsewhere(Standing state, bool allowNewer)
        => state.Status.Begun is not { Revision: null } begun || (allowNewer && state.Status.Pending.Count == 0 && IsPastHead(state, begun.Version))
            ? null
            : new UnexpectedDatabaseException(
                $"{state.Status.Target} is in the middle of revision {begun.Version}, which this build does not know: {begun.Steps} are done.",
                "Finish it with the build that began it.");

    /// <summary>A revision older than the newest applied one was never run: applying it now would be another history than everybody else's.</summary>
    private static UnexpectedDatabaseException? Gap(Standing state)
    {
        var (status, all) = (state.Status, state.Revisions.All);
        if (!all.Take(all.Count - status.Pending.Count).Any(r => status.Pending.Contains(r)))
            return null;

        var first = status.Pending[0];
        return new UnexpectedDatabaseException(
            $"{status.Target} is at {status.Current!.Id}, but the older revision {first.Id} ({first.Name}) was never applied to it.",
            $"Give revision {first.Version} a version newer than {status.Current.Version}, "
                + "or on a local database: letta downgrade to before it, then letta upgrade.");
    }

    /// <summary>An empty <c>alembic_version</c> says something, too: <c>alembic downgrade base</c> drops Letta's tables and leaves it behind.</summary>
    private static UnexpectedDatabaseException? OtherAlembicRecord(Standing state)
    {
        if (state.AgreesWithAlembic)
            return null;

        var (status, recorded) = (state.Status, Recorded(state));
        var says = $"{status.Target} is at {recorded} by \"VersionInfo\", but ";
        return status.Alembic switch
        {
            null => new UnexpectedDatabaseException(
                $"{says}it has no \"alembic_version\", by which Python Letta would begin at base.",
                $"Record it again, which compares the schema first: letta stamp {recorded}, then run the same command again."),
            { Ids.Count: > 1 } several => SeveralHeads(state, several),
            { Known: false } unknown => new UnexpectedDatabaseException(
                $"{says}\"alembic_version\" says {unknown.Place}, which this build does not know: Alembic has moved it since.", UseThatBuild),
            { } moved => new UnexpectedDatabaseException(
                $"{says}\"alembic_version\" {(moved.Ids.Count == 0 ? "is empty" : $"says {moved.Place}")}: Alembic has moved it since.",
                status.Unknown.Count > 0
                    ? "Use the build that brought it there."
                    : "Take it over where Alembic left it: letta adopt. "
                        + $"If Alembic's record is the wrong one, record {recorded} again: letta stamp {recorded}. "
                        + "Each compares the schema first; then run the same command again."),
        };
    }

    private static UnexpectedDatabaseException SeveralHeads(Standing state, AlembicRecord alembic)
        => new(
            $"{state.Status.Target} has {alembic.Ids.Count} heads in \"alembic_version\": {alembic.Place}.",
            "Find out with alembic history which of them the schema is at, delete the other rows, then run the same command again.");

    private const string UseThatBuild
        = "If a newer Letta brought it there, use a build that has that revision; letta history lists those of this one.";

    /// <summary>What <c>VersionInfo</c> says, as <c>alembic_version</c> would: the newest version where that is unknown here.</summary>
    private static string Recorded(Standing state)
        => state.Status.Unknown.Count > 0 ? state.Status.Unknown[^1].ToString() : state.Status.Current?.Id ?? "base";

    /// <summary>What lies before head and is unknown is not newer: it is of another branch, or was deleted.</summary>
    private static bool IsPastHead(Standing state, long version) => state.Status.Head is null || version > state.Status.Head.Version;

    private static string Count(int revisions) => $"{revisions} {(revisions == 1 ? "revision" : "revisions")}";
}

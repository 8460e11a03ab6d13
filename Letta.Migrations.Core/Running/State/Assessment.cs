using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// The one assessment of where a database is, made of both records (<c>VersionInfo</c>, and that of another tool where there is one): why
/// no run may begin there. Every command gives the same answer, those that only read included.
/// </summary>
internal static class Assessment
{
    /// <summary>Why no run may begin there; null if one may.</summary>
    /// <param name="state">Where the database is.</param>
    /// <param name="allowNewer">Whether revisions past head are no reason.</param>
    public static UnexpectedDatabaseException? Assess(HistoryState state, bool allowNewer)
        => Unrecorded(state)
            ?? UnknownRevisions(state, allowNewer)
            ?? InProgressElsewhere(state, allowNewer)
            ?? Gap(state)
            ?? OtherRecord(state);

    /// <summary>Why a stamp may not write over what is recorded: it knows less than whoever recorded it.</summary>
    public static UnexpectedDatabaseException? OfStamp(HistoryState state)
        => UnknownRevisions(state, allowNewer: false)
            ?? InProgressElsewhere(state, allowNewer: false)
            ?? (state.Status.Companion is { } companion && companion.Ids.Any(id => state.Revisions.FindForeign(id) is null)
                ? Unrecorded(state) ?? OtherRecord(state)
                : null);

    /// <summary>Why an adoption may not begin; null also where there is nothing to adopt.</summary>
    public static UnexpectedDatabaseException? OfAdoption(HistoryState state)
        => state.Status.Companion is { Known: true, Agrees: false }
            ? UnknownRevisions(state, allowNewer: false)
                ?? InProgressElsewhere(state, allowNewer: false) // Else it is what an adoption puts right.
            : Assess(state, allowNewer: false);

    /// <summary>Tables without a record of which revision they are at, whoever made them.</summary>
    public static UnexpectedDatabaseException NoRecord(HistoryState state)
    {
        var others = $"{(state.Status.Companion is null ? "no" : "nothing in")} \"{state.Companion?.Table}\"";
        var missing = (state.Companion, state.State.HasVersionTable) switch
        {
            (null, _) => "no \"VersionInfo\"",
            (_, true) => others,
            (_, false) => $"no \"VersionInfo\" and {others}",
        };
        return new UnexpectedDatabaseException(
            $"{state.Status.Target} has tables (\"{state.State.OtherTable}\" is one), but {missing} to tell which revision they are at.",
            $"Find out from the schema, and record it: {state.Product.CommandName} adopt. If the tables are of something else, use an "
                + $"empty database or another schema.");
    }

    /// <summary>Why a revision that a user named is not where an adoption begins: a record says another one. Null if none does.</summary>
    public static UnexpectedDatabaseException? RecordedElsewhere(HistoryState state, RevisionInfo named)
    {
        var at = state.Status.Companion is { Agrees: false } companion ? companion.Revision : state.Status.Current;
        if (at == named || (at is null && state.State.OtherTable is null))
            return null;

        return new UnexpectedDatabaseException(
            $"{state.Status.Target} is at {at?.Id ?? "base"} by its own record, not at {named.Id}.",
            $"Take it over where it is: {state.Product.CommandName} adopt. If that record is wrong, and the schema is that "
                + $"of {named.Id}: {state.Product.CommandName} stamp {named.Id}");
    }

    /// <summary>A schema that nobody recorded here is not ours to change.</summary>
    private static UnexpectedDatabaseException? Unrecorded(HistoryState state)
    {
        if (state.State.HasVersionTable)
            return null;

        return (state.Status.Companion, state.State.OtherTable) switch
        {
            (null or { Ids.Count: 0 }, null) => null,
            (null or { Ids.Count: 0 }, _) => NoRecord(state),
            ({ Ids.Count: > 1 } several, _) => SeveralHeads(state, several),
            ({ Revision: null } unknown, _) => new UnexpectedDatabaseException(
                $"{state.Status.Target} is at {unknown.Place} by \"{state.Companion!.Table}\", which this build does not know.",
                UseThatBuild(state)),
            ({ } by, _) => new UnexpectedDatabaseException(
                $"{state.Status.Target} is at {(by.Revision == state.Status.Head ? "head " : "")}{by.Place} by {state.Companion!.Tool}, "
                    + $"not adopted"
                    + $"{(state.Status.Ahead is > 0 and var ahead ? $"; {Count(ahead)} ahead" : "")}.",
                $"Take it over where it is: {state.Product.CommandName} adopt, then run the same command again."),
        };
    }

    private static UnexpectedDatabaseException? UnknownRevisions(HistoryState state, bool allowNewer)
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
                ? "A newer build brought it there: run that build, or start this one with --allow-newer if its application tolerates the "
                    + "newer schema; "
                    + $"or, on a local database: {state.Product.CommandName} reset"
                : $"They are not in this build's history: run the build that has them, or rebuild a local "
                    + $"database: {state.Product.CommandName} reset");
    }

    private static UnexpectedDatabaseException? InProgressElsewhere(HistoryState state, bool allowNewer)
        => state.Status.InProgress is not { Revision: null } begun
            || (allowNewer && state.Status.Pending.Count == 0 && IsPastHead(state, begun.Version))
            ? null
            : new UnexpectedDatabaseException(
                $"{state.Status.Target} is in the middle of revision {begun.Version}, which this build does not know: {begun.Steps} are "
                    + $"done.",
                "Finish it with the build that began it.");

    /// <summary>
    /// A revision older than the newest applied one was never run: applying it now would be another history than everybody else's.
    /// </summary>
    private static UnexpectedDatabaseException? Gap(HistoryState state)
    {
        var (status, all) = (state.Status, state.Revisions.All);
        if (!all.Take(all.Count - status.Pending.Count).Any(r => status.Pending.Contains(r)))
            return null;

        var first = status.Pending[0];
        return new UnexpectedDatabaseException(
            $"{status.Target} is at {status.Current!.Id}, but the older revision {first.Id} ({first.Name}) was never applied to it.",
            $"Give revision {first.Version} a version newer than {status.Current.Version}, "
                + $"or on a local database: {state.Product.CommandName} downgrade to before it, then {state.Product.CommandName} upgrade.");
    }

    /// <summary>An empty record of the other tool says something, too: a downgrade to base drops all tables and leaves it behind.</summary>
    private static UnexpectedDatabaseException? OtherRecord(HistoryState state)
    {
        if (state.AgreesWithCompanion || state.Companion is not { } companion)
            return null;

        var (status, recorded) = (state.Status, Recorded(state));
        var says = $"{status.Target} is at {recorded} by \"VersionInfo\", but ";
        return status.Companion switch
        {
            null => new UnexpectedDatabaseException(
                $"{says}it has no \"{companion.Table}\", by which {companion.Reader} would begin at base.",
                $"Record it again, which compares the schema first: {state.Product.CommandName} stamp {recorded}, then run the same "
                    + $"command again."),
            { Ids.Count: > 1 } several => SeveralHeads(state, several),
            { Known: false } unknown => new UnexpectedDatabaseException(
                $"{says}\"{companion.Table}\" says {unknown.Place}, which this build does not know: {companion.Tool} has moved it since.",
                UseThatBuild(state)),
            { } moved => new UnexpectedDatabaseException(
                $"{says}\"{companion.Table}\" {(moved.Ids.Count == 0 ? "is empty" : $"says {moved.Place}")}: {companion.Tool} has moved "
                    + $"it since.",
                status.Unknown.Count > 0
                    ? "Use the build that brought it there."
                    : $"Take it over where {companion.Tool} left it: {state.Product.CommandName} adopt. "
                        + $"If {companion.Tool}'s record is the wrong one, record {recorded} again: {state.Product.CommandName} "
                        + $"stamp {recorded}. "
                        + "Each compares the schema first; then run the same command again."),
        };
    }

    private static UnexpectedDatabaseException SeveralHeads(HistoryState state, CompanionStatus companion)
        => new(
            $"{state.Status.Target} has {companion.Ids.Count} heads in \"{state.Companion!.Table}\": {companion.Place}.",
            $"Find out with {state.Companion!.Tool.ToLowerInvariant()} history which of them the schema is at, delete the other rows, "
                + $"then run the same command again.");

    private static string UseThatBuild(HistoryState state)
        => $"If a newer {state.Product.Name} brought it there, use a build that has that revision; {state.Product.CommandName} history "
            + $"lists those of this one.";

    /// <summary>What <c>VersionInfo</c> says, as the other tool would: the newest version where that is unknown here.</summary>
    private static string Recorded(HistoryState state)
        => state.Status.Unknown.Count > 0 ? state.Status.Unknown[^1].ToString() : state.Status.Current?.Id ?? "base";

    /// <summary>What lies before head and is unknown is not newer: it is of another branch, or was deleted.</summary>
    private static bool IsPastHead(HistoryState state, long version) => state.Status.Head is null || version > state.Status.Head.Version;

    private static string Count(int revisions) => $"{revisions} {(revisions == 1 ? "revision" : "revisions")}";
}

using Letta.Migrations.Engines;
using Letta.Migrations.Product;
using Letta.Migrations.Running;

namespace Letta.Migrations.Cli.Output;

/// <summary>The sentences that say where a database is.</summary>
internal static class Sentences
{
    /// <summary>The first line of a run: where the database is, and what lies before it.</summary>
    public static string Plan(MigrationProgress.Planned plan, RevisionSet revisions)
    {
        if (plan.Records)
            return Record(plan);
        var count = Count(plan.Steps.Count);
        var last = plan.Steps[^1];
        if (plan.Down)
            return $"{At(plan.Status)}   target {Name(revisions.All.FirstOrDefault(r => r.Number == last.Number - 1))}, {count} back";

        return $"{At(plan.Status)}   {(last.Version == plan.Status.Head?.Version ? "head" : "target")} {last.Id}, {count} ahead";
    }

    /// <summary>The first line of a stamp or an adoption: where the database is, and what becomes of the record.</summary>
    private static string Record(MigrationProgress.Planned plan)
    {
        if (plan.Edited.Count > 0 && plan.Edited.Count == plan.Steps.Count)
            return $"{At(plan.Status)}   {Count(plan.Steps.Count)} to record again";

        string?[] parts =
        [
            plan.Recorded.Count > 0 ? $"{Count(plan.Recorded.Count)} to record" : null,
            plan.Unrecorded.Count > 0 ? $"{Count(plan.Unrecorded.Count)} to take out of the record" : null,
        ];
        var what = string.Join(" and ", parts.OfType<string>());
        return $"{At(plan.Status)}   {(plan.To is { } to && to.Version == plan.Status.Head?.Version ? "head" : "target")} {Name(plan.To)}, "
            + (what.Length > 0 ? what : $"\"{plan.Status.Target.Product.Companion?.Table}\" to empty");
    }

    /// <summary>That a stamp or an adoption records a revision which was left out before.</summary>
    public static string Skipped(RevisionInfo revision)
        => $"  {revision.Id} ({revision.Name}) is older than one that is applied, and is recorded as well.";

    /// <summary>The warning of a stamp that compares nothing.</summary>
    public static string Unverified(RevisionInfo? to)
        => $"  warning: the schema is not compared with what {Name(to)} makes. "
            + "If it is another one, the next upgrade builds on what is not there.";

    /// <summary>What the downgrade cannot restore: a line for each reason, with the revisions that have it.</summary>
    public static IEnumerable<string> NotRestored(IEnumerable<NotRestored> losses)
        => losses
            .GroupBy(l => l.What, l => l.Revision.Id, StringComparer.Ordinal)
            .Select(g => $"  not restored: {g.Key} ({string.Join(", ", g.Take(3))}{(g.Skip(3).Any() ? ", …" : "")})");

    /// <summary>That a revision is applied, but not as this build has it.</summary>
    public static string Edited(RevisionInfo revision) => $"  {revision.Id} ({revision.Name}) was edited after it was applied.";

    /// <summary>That the rows of now cannot answer the conditions of some revisions.</summary>
    public static string AskedLater(IReadOnlyList<RevisionInfo> revisions)
        => $"  conditions on rows: asked again "
            + $"at {string.Join(", ", revisions.Take(10).Select(r => r.Id))}{(revisions.Count > 10 ? ", …" : "")}, "
            + "where earlier revisions change what is looked at";

    /// <summary>That rows were deleted or changed because they referred to no row, and where they can be had back.</summary>
    public static string ResolvedOrphans(long rows, MigrationProduct product)
        => $"  {(rows == 1 ? "1 row" : $"{rows} rows")} that referred to no row {(rows == 1 ? "was" : "were")} deleted or set to NULL "
            + $"(--resolve-orphans); "
            + $"copies are in {product.Tables.Orphan}.";

    /// <summary>The answer to "where am I".</summary>
    public static string Where(DatabaseStatus status)
    {
        if (status is { Ahead: null } or { Companion.Agrees: false, Ahead: 0 })
            return $"{At(status)}   head {Name(status.Head)}";
        if (status.Ahead is > 0 and var ahead)
            return $"{At(status)}   head {Name(status.Head)}, {Count(ahead)} ahead";
        return status.Current is not null && status.Current == status.Head
            ? $"{status.Target}   at head {Name(status.Head)}"
            : At(status);
    }

    /// <summary>That head was waited for and is there.</summary>
    public static string Reached(DatabaseStatus status)
        => $"{status.Target}   at "
            + $"head {Name(status.Head)}{(status.Unknown.Count == 0 ? "" : $" and {Count(status.Unknown.Count)} past it")}, verified.";

    /// <summary>What is about to be dropped: the database, how much is in it, and what of it is not ours.</summary>
    public static IEnumerable<string> Clearing(MigrationProgress.Clearing clearing)
    {
        var where = clearing.Schema is null ? $"{clearing.Target}" : $"{clearing.Target}, schema \"{clearing.Schema}\"";
        yield return clearing.Tables == 0
            ? $"{where}   has no tables"
            : $"{where}   loses all it has: {(clearing.Tables == 1 ? "1 table" : $"{clearing.Tables} tables")}, "
                + $"about {(clearing.Rows == 1 ? "1 row" : $"{clearing.Rows} rows")}";
        if (clearing.Others.Count > 0)
            yield return $"  with the rest, for no revision of this build makes "
                + $"them: {string.Join(", ", clearing.Others.Take(10))}{(clearing.Others.Count > 10 ? ", …" : "")}";
    }

    /// <summary>That a revision is half done, and what to do about it.</summary>
    public static string InProgress(InProgressRevision begun, MigrationProduct product)
        => $"  revision {begun.Id} begun{(begun.Down ? " to be taken back" : "")}: {begun.Done} of {begun.Total} steps done; "
            + (begun.Revision is null ? "the build that began it finishes it." : $"{product.Command(begun.Arguments)} finishes it.");

    /// <summary>The last line of a run that ended well.</summary>
    public static string Ran(Verb verb, MigrationResult result, RevisionInfo? head, DatabaseTarget target)
    {
        var place = result.To is not null && result.To.Version == head?.Version ? $"at head {result.To.Id}" : $"at {Name(result.To)}";
        if (result is { Applied.Count: 0, Backfilled.Count: > 0 })
            return $"A{place[1..]}, verified. {(result.Backfilled.Count == 1 ? "1 backfill" : $"{result.Backfilled.Count} backfills")} "
                + $"finished in {Elapsed.OfRun(result.Duration)}.";
        if (result.Applied.Count == 0 && result.From?.Version == result.To?.Version)
            return $"{target}   {place}. {(verb == Verb.Adopt ? "Already adopted: nothing" : "Nothing")} to do.";

        var done = verb switch
        {
            Verb.Stamp when result.Unrecorded is { Count: > 0 and var taken }
                => $"Only recorded: {Count(taken)} taken out of the record, no revision was run.",
            Verb.Stamp => "Only recorded: no revision was run.",
            Verb.Adopt when result.Unrecorded is { Count: > 0 and var taken }
                => $"Adopted again: {Count(taken)} taken out of the record, as {target.Product.Companion?.Tool} did.",
            Verb.Adopt when result.LackedRecord => $"Adopted by its schema: {Count(result.Recorded.Count)} recorded.",
            Verb.Adopt => $"Adopted: {Count(result.Applied.Count)} of {target.Product.Companion?.Tool}'s recorded.",
            Verb.Reset => $"Rebuilt: {result.Applied.Count} applied in {Elapsed.OfRun(result.Duration)}.",
            Verb.Downgrade => $"{result.Applied.Count} reverted in {Elapsed.OfRun(result.Duration)}.",
            _ => $"{result.Applied.Count} applied in {Elapsed.OfRun(result.Duration)}.",
        };
        return result.Verified
            ? $"A{place[1..]}, verified. {done}"
            : $"A{place[1..]} by the record alone: the schema was not compared. {done}";
    }

    /// <summary>When a revision was applied, and how long it took.</summary>
    public static string Applied(HistoryEntry entry, MigrationProduct product)
    {
        if (entry.ByCompanion)
            return $"by {product.Companion?.Tool}";
        if (entry.Pending)
            return "pending";
        var when = entry.AppliedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'") ?? "applied";
        var translated = entry.Duration is { } duration ? $"{when}   {Elapsed.Format(duration)}" : when;
        return entry.Edited ? $"{translated}   edited since" : translated;
    }

    public static string Count(int revisions) => revisions == 1 ? "1 revision" : $"{revisions} revisions";

    private static string At(DatabaseStatus status) => $"{status.Target}   at {status.Place}";

    private static string Name(RevisionInfo? revision) => revision?.Id ?? "base";
}

using Letta.Migrations.Engines;
using Letta.Migrations.Running;

namespace Letta.Migrations.Host.Output;

/// <summary>The sentences that say where a database is.</summary>
internal static class Sentences
{
    /// <summary>The first line of a run: where the database is, and what lies before it.</summary>
    public static string Plan(MigrationProgress.Planned plan, RevisionSet revisions)
    {
        var count = Count(plan.Steps.Count);
        if (plan is { Down: false, Edited.Count: > 0 } && plan.Edited.Count == plan.Steps.Count)
            return $"{At(plan.Status)}   {count} to record anew";

        var last = plan.Steps[^1];
        if (plan.Down)
            return $"{At(plan.Status)}   target {Name(revisions.All.FirstOrDefault(r => r.Number == last.Number - 1))}, {count} back";

        return $"{At(plan.Status)}   {(last.Version == plan.Status.Head?.Version ? "head" : "target")} {last.Id}, {count} ahead";
    }

    /// <summary>What the way back cannot restore: a line for each reason, with the revisions that have it.</summary>
    public static IEnumerable<string> NotRestored(IEnumerable<NotRestored> losses)
        => losses
            .GroupBy(l => l.What, l => l.Revision.Id, StringComparer.Ordinal)
            .Select(g => $"  not restored: {g.Key} ({string.Join(", ", g.Take(3))}{(g.Skip(3).Any() ? ", …" : "")})");

    /// <summary>That a revision is applied, but not as this build has it.</summary>
    public static string Edited(RevisionInfo revision) => $"  {revision.Id} ({revision.Name}) was edited after it was applied.";

    /// <summary>The answer to "where am I".</summary>
    public static string Where(DatabaseStatus status)
    {
        if (status.Pending.Count > 0)
            return $"{At(status)}   head {Name(status.Head)}, {Count(status.Pending.Count)} ahead";
        return status.Current is not null && status.Current == status.Head
            ? $"{status.Target}   at head {Name(status.Head)}"
            : At(status);
    }

    /// <summary>That head was waited for and is there.</summary>
    public static string Reached(DatabaseStatus status)
        => $"{status.Target}   at head {Name(status.Head)}{(status.Unknown.Count == 0 ? "" : $" and {Count(status.Unknown.Count)} past it")}, verified.";

    /// <summary>What is about to be dropped: the database, how much is in it, and what of it is not ours.</summary>
    public static IEnumerable<string> Clearing(MigrationProgress.Clearing clearing)
    {
        var where = clearing.Schema is null ? $"{clearing.Target}" : $"{clearing.Target}, schema \"{clearing.Schema}\"";
        yield return clearing.Tables == 0
            ? $"{where}   has no tables"
            : $"{where}   loses all it has: {(clearing.Tables == 1 ? "1 table" : $"{clearing.Tables} tables")}, about {(clearing.Rows == 1 ? "1 row" : $"{clearing.Rows} rows")}";
        if (clearing.Others.Count > 0)
            yield return $"  with the rest, for no revision of this build makes them: {string.Join(", ", clearing.Others.Take(10))}{(clearing.Others.Count > 10 ? ", …" : "")}";
    }

    /// <summary>That a revision is half done, and what to do about it.</summary>
    public static string Begun(BegunRevision begun)
        => $"  revision {begun.Id} begun{(begun.Down ? " to be taken back" : "")}: {begun.Done} of {begun.Of} steps done; "
            + (begun.Revision is null ? "the build that began it finishes it." : $"{begun.Command} finishes it.");

    /// <summary>The last line of a run that ended well.</summary>
    public static string Ran(Verb verb, MigrationResult result, RevisionInfo? head, DatabaseTarget target)
    {
        var place = result.To is not null && result.To.Version == head?.Version ? $"at head {result.To.Id}" : $"at {Name(result.To)}";
        if (result is { Applied.Count: 0, Backfilled.Count: > 0 })
            return $"A{place[1..]}, verified. {(result.Backfilled.Count == 1 ? "1 backfill" : $"{result.Backfilled.Count} backfills")} finished in {Elapsed.OfRun(result.Duration)}.";
        if (result.Applied.Count == 0 && result.From?.Version == result.To?.Version)
            return $"{target}   {place}. {(verb == Verb.Adopt ? "Already adopted: nothing" : "Nothing")} to do.";

        var done = verb switch
        {
            Verb.Stamp => "Only recorded: no revision was run.",
            Verb.Adopt => $"Adopted: {Count(result.Applied.Count)} of Alembic's recorded.",
            Verb.Reset => $"Made anew: {result.Applied.Count} applied in {Elapsed.OfRun(result.Duration)}.",
            Verb.Downgrade => $"{result.Applied.Count} reverted in {Elapsed.OfRun(result.Duration)}.",
            _ => $"{result.Applied.Count} applied in {Elapsed.OfRun(result.Duration)}.",
        };
        return $"A{place[1..]}, verified. {done}";
    }

    /// <summary>When a revision was applied, and how long it took.</summary>
    public static string Applied(HistoryEntry entry)
    {
        if (entry.Pending)
            return "pending";
        var when = entry.AppliedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'") ?? "applied";
        var told = entry.Duration is { } duration ? $"{when}   {Elapsed.Of(duration)}" : when;
        return entry.Edited ? $"{told}   edited since" : told;
    }

    public static string Count(int revisions) => revisions == 1 ? "1 revision" : $"{revisions} revisions";

    private static string At(DatabaseStatus status) => $"{status.Target}   at {Name(status.Current)}";

    private static string Name(RevisionInfo? revision) => revision?.Id ?? "base";
}

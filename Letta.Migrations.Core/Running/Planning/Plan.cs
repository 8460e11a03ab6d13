using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>What a run will do: pure values, made from where the database stands and what the user asked for.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Before">The revisions that are applied before it, in order.</param>
/// <param name="Steps">The revisions it applies, reverts or records, in the order it does so.</param>
/// <param name="After">The revisions that are applied when it is done, in order.</param>
internal sealed record Plan(
    PlanKind Kind, IReadOnlyList<RevisionInfo> Before, IReadOnlyList<RevisionInfo> Steps, IReadOnlyList<RevisionInfo> After)
{
    /// <summary>Where it ends; null for base.</summary>
    public RevisionInfo? To => After.Count == 0 ? null : After[^1];

    /// <summary>How much of the first step is done already; null if nothing of it is.</summary>
    public StepCheckpoint? InProgress { get; init; }

    /// <summary>
    /// True for an upgrade of an empty database: nobody can be using tables that do not exist yet, so that one transaction may hold it all.
    /// </summary>
    public bool IsBootstrap { get; init; }

    /// <summary>The target, where it counts from the current revision (<c>+2</c>, <c>-1</c>); null for any other.</summary>
    public RevisionTarget? Relative { get; init; }

    /// <summary>
    /// Those of the steps that were edited since they were applied: a downgrade reverts them as they are now, a stamp accepts them.
    /// </summary>
    public IReadOnlyList<RevisionInfo> Edited { get; init; } = [];

    /// <summary>True for an adoption of a database that had no record: where it is says the schema, or a user.</summary>
    public bool LackedRecord { get; init; }

    /// <summary>True for a stamp or an adoption: nothing is carried out, but recorded.</summary>
    public bool Records => Kind is PlanKind.Stamp or PlanKind.Adopt;

    /// <summary>
    /// The revisions that a stamp or an adoption records, in order: those that were not, and those that were edited since.
    /// </summary>
    public IReadOnlyList<RevisionInfo> Recorded => Records ? [.. Steps.Where(s => After.Contains(s))] : [];

    /// <summary>The revisions that a stamp or an adoption takes out of the record, newest first.</summary>
    public IReadOnlyList<RevisionInfo> Unrecorded => Records ? [.. Steps.Where(s => Before.Contains(s) && !After.Contains(s))] : [];

    /// <summary>Those that are recorded although a newer one was applied before them.</summary>
    public IReadOnlyList<RevisionInfo> Skipped
        => Records ? [.. After.Except(Before).Where(r => Before.Any(b => b.Number > r.Number && After.Contains(b)))] : [];

    /// <exception cref="ConfigurationException">The target lies behind, or is unknown.</exception>
    /// <exception cref="UnexpectedDatabaseException">
    /// The database is in the middle of a revision that goes another way, or an applied revision was edited.
    /// </exception>
    public static Plan Upgrade(HistoryState from, RevisionTarget to)
    {
        var all = from.Revisions.All;
        var depth = to.Resolve(from, PlanKind.Up);
        if (depth < from.Depth)
        {
            throw new ConfigurationException(
                $"\"{to}\" lies behind the database, which is at {from.Status.Current!.Id}.",
                $"Use: {from.Product.CommandName} downgrade {to}");
        }

        var resumed = from.Resumed(PlanKind.Up, depth == from.Depth ? null : all[from.Depth]);
        EditedRevisions.Refuse(from, idle: depth == from.Depth);
        List<RevisionInfo> steps = [.. all.Take(depth).Skip(from.Depth)];
        return new Plan(PlanKind.Up, [.. all.Take(from.Depth)], steps, [.. all.Take(depth)])
        {
            InProgress = resumed,
            // A migration of FluentMigrator's own runner that wants no transaction may have SQL that none can hold.
            IsBootstrap = from.State.IsEmpty && steps.TrueForAll(r => r.Stock is null || r.Transactional),
            Relative = to.IsRelative ? to : null,
        };
    }

    /// <exception cref="ConfigurationException">The target lies ahead, or is unknown.</exception>
    /// <exception cref="UnexpectedDatabaseException">
    /// The database is newer than this build, or in the middle of a revision that goes another way.
    /// </exception>
    public static Plan Downgrade(HistoryState from, RevisionTarget to)
    {
        var all = from.Revisions.All;
        var depth = to.Resolve(from, PlanKind.Down);
        if (depth > from.Depth)
        {
            throw new ConfigurationException(
                $"\"{to}\" lies ahead of the database, which is at {from.Status.Current?.Id ?? "base"}.",
                $"Use: {from.Product.CommandName} upgrade {to}");
        }

        IReadOnlyList<RevisionInfo> steps = [.. all.Take(from.Depth).Skip(depth).Reverse()];
        return new Plan(PlanKind.Down, [.. all.Take(from.Depth)], steps, [.. all.Take(depth)])
        {
            Edited = EditedRevisions.Find(from, steps),
            InProgress = from.Resumed(PlanKind.Down, depth == from.Depth ? null : all[from.Depth - 1]),
            Relative = to.IsRelative ? to : null,
        };
    }

    /// <summary>Records what is not recorded, and again what was edited since, or what the companion record contradicts.</summary>
    /// <exception cref="ConfigurationException">The target is unknown.</exception>
    /// <exception cref="UnexpectedDatabaseException">
    /// The database is newer than this build, or in the middle of a revision that goes another way.
    /// </exception>
    public static Plan Stamp(HistoryState from, RevisionTarget to)
    {
        if (Assessment.OfStamp(from) is { } refusal)
            throw refusal;
        from.Resumed(PlanKind.Stamp, next: null);
        var before = Applied(from);
        List<RevisionInfo> after = [.. from.Revisions.All.Take(to.Resolve(from, PlanKind.Stamp))];
        var accepted = EditedRevisions.Find(from, before.Intersect(after));
        List<RevisionInfo> steps = [.. before.Except(after).Reverse(), .. accepted, .. after.Except(before)];
        if (steps.Count == 0 && !from.AgreesWithCompanion)
            steps.Add(after.Count > 0 ? after[^1] : from.Revisions.All[0]); // Recorded once more, and the record of the other tool with it.
        return new Plan(PlanKind.Stamp, before, steps, after) { Edited = accepted };
    }

    /// <summary>Records what the other tool applied, and takes back what it took back; nothing where that is recorded already.</summary>
    /// <param name="from">Where the database is.</param>
    /// <param name="at">The revision that the schema is, or that a user named; null to go by what is recorded.</param>
    /// <exception cref="UnexpectedDatabaseException">
    /// There is nothing to adopt, it cannot be known where the database is, or a record says another revision.
    /// </exception>
    public static Plan Adopt(HistoryState from, RevisionInfo? at = null)
    {
        if (from.LacksRecord && at is not null)
        {
            IReadOnlyList<RevisionInfo> all = [.. from.Revisions.All.Take(at.Number)];
            return new Plan(PlanKind.Adopt, [], all, all) { LackedRecord = true };
        }

        if (Assessment.OfAdoption(from) is { } refusal)
            throw refusal;
        from.Resumed(PlanKind.Adopt, next: null);
        if (at is not null && Assessment.RecordedElsewhere(from, at) is { } other)
            throw other;
        var before = Applied(from);
        if (from.Status.Companion is not { Agrees: false } companion)
            return before.Count > 0 ? new Plan(PlanKind.Adopt, before, [], before) : throw NothingToAdopt(from);

        IReadOnlyList<RevisionInfo> after = [.. from.Revisions.All.Take(companion.Revision?.Number ?? 0)];
        return new Plan(PlanKind.Adopt, before, [.. before.Except(after).Reverse(), .. after.Except(before)], after);
    }

    private static UnexpectedDatabaseException NothingToAdopt(HistoryState from)
        => from.State.OtherTable is null
            ? new UnexpectedDatabaseException(
                $"{from.Status.Target} is empty: there is nothing to adopt.", $"Bring it to head: {from.Product.CommandName} upgrade")
            : Assessment.NoRecord(from);

    /// <summary>The revisions that are recorded as applied, oldest first; there may be gaps.</summary>
    private static List<RevisionInfo> Applied(HistoryState from) => [.. from.Revisions.All.Except(from.Status.Pending)];
}

using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Backfills;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Orphans;

namespace Letta.Migrations.Running.Conditions;

/// <summary>
/// Asks the conditions and losses of all revisions of a plan before its first change, and looks for orphans, as far as the database of now
/// can answer: nothing that looks at what an earlier revision of the plan may change. Each revision asks all of its own again when it
/// begins.
/// </summary>
/// <param name="plan">What the run will do.</param>
/// <param name="steps">The steps of its revisions, in the same order.</param>
/// <param name="acceptLoss">Whether losses need not be asked, because they may happen.</param>
/// <param name="backfill">The backfill of a name; null where no revision declares it.</param>
internal sealed class ConditionsAhead(Plan plan, IReadOnlyList<RevisionSteps> steps, bool acceptLoss, Func<string, Backfill?> backfill)
{
    private readonly List<RowRefusal> _refusals = [];
    private readonly List<RevisionInfo> _later = [];

    /// <summary>What was refused.</summary>
    public IReadOnlyList<RowRefusal> Refusals => _refusals;

    /// <summary>The revisions some of whose conditions could not be asked.</summary>
    public IReadOnlyList<RevisionInfo> Later => _later;

    /// <summary>Whether there is something to ask.</summary>
    /// <param name="enforcesKeys">Whether the engine enforces foreign keys, so that only new ones can have orphans.</param>
    public bool IsNeeded(bool enforcesKeys)
        => !plan.IsBootstrap
            && (steps.Any(s => s.Conditions.Count > 0 || s.Changes.Any(c => c is CreateForeignKeyExpression))
                || (!enforcesKeys && LooksForOrphans));

    private bool LooksForOrphans => plan.Kind == PlanKind.Up && plan.Steps.Count > 0;

    /// <summary>Asks, within a transaction; resolves orphans before, if the processor is to.</summary>
    public void Ask(RevisionProcessor processor)
    {
        if (processor.KnowsNoRows())
            return;

        var hidden = processor.ReadHiddenDependencies();
        var data = new ChangedData(hidden, backfill);
        var orphans = new OrphanRows(processor, processor.ReadCatalog());
        var known = new KnownOrphans(!hidden.KeysAct && LooksForOrphans ? Known(orphans, processor) : []);
        for (var i = 0; i < steps.Count; i++)
        {
            var (revision, (conditions, changes)) = (plan.Steps[i], steps[i]);
            var begun = i == 0 && plan.InProgress is not null; // Half done, it has asked already.
            List<IMigrationExpression?> asked = begun ? [] : [.. conditions.Where(IsToAsk).Select(c => Prepare(c, data))];
            var keys = new NewKeys(orphans);
            keys.Collect(changes, data);
            List<OrphanKey> toAsk = begun ? [] : [.. keys.Keys];
            var resolvable = LeaveToConditions(asked, toAsk, known, orphans, processor);
            foreach (var key in toAsk)
                Ask(key, orphans, processor, revision.Version, r => Refuse(revision, r));

            var complete = begun || !keys.IsIncomplete;
            foreach (var condition in asked)
                complete &= condition is not null && processor.TryAsk(condition);
            foreach (var refusal in processor.TakeRefusals(revision.Id))
                Refuse(revision, refusal.Queries.Any(resolvable.Contains) ? refusal with { Option = "--resolve-orphans" } : refusal);
            processor.TakeLosses();
            if (known.Pass(changes, data) || !complete)
                _later.Add(revision);
        }

        _refusals.InsertRange(0, known.Refusals);
    }

    private void Refuse(RevisionInfo revision, RowRefusal refusal)
        => _refusals.Add(plan.Steps.Count > 1 ? refusal.At(revision.Id) : refusal);

    /// <summary>
    /// Where an author has asked for the orphans of a foreign key, nobody else need ask. Returns the queries of those conditions whose rows
    /// could be resolved.
    /// </summary>
    private static HashSet<string> LeaveToConditions(
        IEnumerable<IMigrationExpression?> asked, List<OrphanKey> keys, KnownOrphans known, OrphanRows orphans, RevisionProcessor processor)
    {
        var resolvable = new HashSet<string>(StringComparer.Ordinal);
        foreach (var condition in asked.OfType<RefuseRowsExpression>())
        {
            var key = keys.Concat(orphans.Keys).FirstOrDefault(k => NewKeys.AsksFor(condition, k));
            if (key is null)
                continue;
            if (orphans.IsResolvable(key))
                resolvable.Add(condition.Query);
            if (!processor.ResolveOrphans || !orphans.IsResolvable(key))
                keys.Remove(key);
            known.LeaveTo(condition);
        }

        return resolvable;
    }

    /// <summary>Resolves the orphans of the foreign keys that a revision adds, before its own conditions, if the processor is to.</summary>
    public static void ResolveNew(RevisionInfo revision, IReadOnlyList<IMigrationExpression> changes, RevisionProcessor processor)
    {
        if (!processor.ResolveOrphans || !changes.Any(c => c is CreateForeignKeyExpression))
            return;

        var data = new ChangedData(processor.ReadHiddenDependencies(), _ => null);
        var orphans = new OrphanRows(processor, processor.ReadCatalog());
        var keys = new NewKeys(orphans);
        keys.Collect(changes, data);
        List<RowRefusal> refusals = [];
        foreach (var key in keys.Keys.Where(orphans.IsResolvable))
            Ask(key, orphans, processor, revision.Version, refusals.Add);
        if (refusals.Count > 0)
            throw RowRefusal.Error(refusals);
    }

    private IEnumerable<(OrphanKey Key, RowRefusal Refusal)> Known(OrphanRows orphans, RevisionProcessor processor)
    {
        var version = (plan.Before.Count > 0 ? plan.Before[^1] : plan.Steps[0]).Version;
        foreach (var key in orphans.Keys.Where(orphans.CanAsk).ToList())
        {
            List<RowRefusal> refusals = [];
            Ask(key, orphans, processor, version, refusals.Add);
            foreach (var refusal in refusals)
                yield return (key, refusal);
        }
    }

    private static void Ask(OrphanKey key, OrphanRows orphans, RevisionProcessor processor, long version, Action<RowRefusal> refuse)
    {
        if (orphans.Find(key) is not { } found)
            return;
        if (!processor.ResolveOrphans || !orphans.IsResolvable(key))
        {
            refuse(found);
            return;
        }

        foreach (var blocked in orphans.Resolve(key, version))
            refuse(blocked);
    }

    private bool IsToAsk(IMigrationExpression condition)
        => condition is RefuseRowsExpression || (condition is LosesExpression && !acceptLoss);

    /// <summary>A condition as it can be asked now; null if it cannot.</summary>
    private static IMigrationExpression? Prepare(IMigrationExpression condition, ChangedData data) => condition switch
    {
        RefuseRowsExpression c when !data.MayChange(c.Query) => data.OverEmptyTables(c.Query) is var query && query == c.Query
            ? c
            : new RefuseRowsExpression(c.Table, c.Offence, query, c.Remedy),
        LosesExpression l when !data.MayChange(l.Query) => new LosesExpression(l.Table, l.What, data.OverEmptyTables(l.Query), l.Why),
        _ => null,
    };
}

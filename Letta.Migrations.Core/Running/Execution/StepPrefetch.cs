using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>
/// What the revisions of an upgrade write down, collected while its connections are opened: both take about as long, one at the processor
/// and one at the server.
/// </summary>
internal sealed class StepPrefetch
{
    private readonly Task<Dictionary<RevisionInfo, RevisionSteps>> _collected;

    /// <summary>Begins to collect. An error is thrown where the steps are wanted.</summary>
    /// <param name="plan">An upgrade.</param>
    /// <param name="target">The database.</param>
    /// <param name="schema">The schema that unqualified names mean.</param>
    public StepPrefetch(Plan plan, DatabaseTarget target, string? schema)
        => _collected = Task.Run(
            () => plan.Steps.Where(r => r.Stock is null)
                .ToDictionary(r => r, r => RevisionSteps.Collect(r, plan.Kind, OfflineSchema.For(target), schema)));

    /// <summary>The steps of all revisions of a plan, to look at.</summary>
    public async Task<IReadOnlyList<RevisionSteps>> OfAsync(Plan plan, IStepTarget target)
    {
        var collected = await _collected;
        foreach (var revision in plan.Steps.Where(r => r.Stock is null && !collected.ContainsKey(r)))
            collected[revision] = RevisionSteps.Collect(revision, plan.Kind, target); // Made again after the lock, a plan may be another.
        return [.. plan.Steps.Select(r => r.Stock is null ? collected[r] : RevisionSteps.Unknown)];
    }

    /// <summary>
    /// The steps of a revision, to carry out. Whoever carries them out may change them, so that for another try they are collected again.
    /// </summary>
    public RevisionSteps Take(RevisionInfo revision, PlanKind kind, IStepTarget target)
        => _collected.IsCompletedSuccessfully && _collected.Result.Remove(revision, out var steps)
            ? steps
            : RevisionSteps.Collect(revision, kind, target);
}

using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running.Conditions;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>
/// Holds a database that another tool made, or moved since it was adopted, against what our own revisions make. What is expected is not
/// written down anywhere: the revisions are carried out in a shadow and read with the same reader as the database.
/// </summary>
internal sealed class Adoption : IAsyncDisposable
{
    private readonly DatabaseTarget _target;
    private readonly RevisionInfo? _at;
    private readonly bool _acceptDrift;
    private RevisionShadow? _shadow;
    private RevisionShadow? _begun;
    private PrerequisiteMissingException? _whyNot;

    private Adoption(DatabaseTarget target, Plan plan, bool acceptDrift)
        => (_target, Plan, _acceptDrift, _at) = (target, plan, acceptDrift, plan.To);

    /// <summary>The revisions that the adoption ends with.</summary>
    public Plan Plan { get; private set; }

    /// <summary>The revision that the other tool began and did not finish; null where there is none.</summary>
    public RevisionInfo? Finished => _begun is null ? null : Plan.After[^1];

    /// <summary>Carries out in a shadow what the plan is to record.</summary>
    /// <exception cref="PrerequisiteMissingException">There can be no shadow, and differences are not accepted unseen.</exception>
    public static async Task<Adoption> PrepareAsync(
        IDatabaseEngine engine,
        DatabaseTarget target,
        RevisionSet revisions,
        Plan plan,
        bool acceptDrift,
        CancellationToken cancellationToken)
    {
        var adoption = new Adoption(target, plan, acceptDrift);
        try
        {
            adoption._shadow = await adoption.ShadowAsync(engine, plan.After, cancellationToken);
            if (engine.AdoptionRules.CompanionLeavesHalves && plan.After.Count < revisions.All.Count)
                await adoption.LookForHalfAsync(engine, revisions.All[plan.After.Count], cancellationToken);
        }
        catch (PrerequisiteMissingException e) when (acceptDrift)
        {
            adoption._whyNot = e;
        }
        catch
        {
            await adoption.DisposeAsync();
            throw;
        }

        return adoption;
    }

    /// <summary>Compares, finishes what the other tool began, and makes the ledger hold what was accepted.</summary>
    /// <exception cref="UnexpectedDatabaseException">The schema is another one, and that was not to be accepted.</exception>
    public void CarryOut(IRevisionSession session, DateTimeOffset startedAt)
    {
        if (_shadow is null)
        {
            session.Store.Note(Accepted(startedAt, $"not compared: {_whyNot!.What}"));
            return;
        }

        var differences = session.Adoption.Conform(_shadow.Shadow, _begun?.Shadow, _acceptDrift);
        if (differences.Count > 0 && !_acceptDrift)
        {
            throw new UnexpectedDatabaseException(
                (Plan.LackedRecord
                    ? $"{_target} was said to be at {_at!.Id}, but its schema departs from that revision in "
                    : $"{_target} is at {_at?.Id ?? "base"} by \"{_target.Product.Companion!.Table}\", but its schema departs from that "
                        + $"revision in ")
                + $"{(differences.Count == 1 ? "1 place" : $"{differences.Count} places")}.",
                string.Join('\n', SchemaComparison.Lines(differences).Select(ControlCharacters.Escape))
                + $"\nFix them and run the same command again; or, if you know them to be harmless, accept them: {Despite(Plan)}");
        }

        foreach (var difference in differences)
            session.Store.Note(Accepted(startedAt, difference.ToString()));
        if (_begun is not null)
            Finish(session);
    }

    public async ValueTask DisposeAsync()
    {
        if (_shadow is not null)
            await _shadow.DisposeAsync();
        if (_begun is not null)
            await _begun.DisposeAsync();
    }

    /// <summary>
    /// Where every difference is one that the next revision makes, the other tool began that revision and failed. It is then carried out
    /// whole, and the plan ends with it.
    /// </summary>
    private async Task LookForHalfAsync(IDatabaseEngine engine, RevisionInfo next, CancellationToken cancellationToken)
    {
        var actual = await engine.ReadSchemaAsync(cancellationToken);
        var drift = _shadow!.Compare(actual);
        if (drift.Count == 0)
            return;

        var shadow = await ShadowAsync(engine, [.. Plan.After, next], cancellationToken);
        var rest = shadow.Compare(actual);
        var explained = drift.All(d => d.Kind is not DifferenceKind.Changed
            && !rest.Any(r => (r.Object == d.Object && r.Table == d.Table)
                || (r.Kind is DifferenceKind.Extra && d.Table is null && r.Table == d.Name)));
        if (!explained)
        {
            await shadow.DisposeAsync();
            return;
        }

        _begun = shadow;
        Plan = Plan with { Steps = [.. Plan.Steps.Where(r => r != next), next], After = [.. Plan.After, next] };
    }

    private void Finish(IRevisionSession session)
    {
        var steps = RevisionSteps.Collect(Plan.After[^1], PlanKind.Up, session);
        ConditionsAhead.ResolveNew(Plan.After[^1], steps.Changes, session.Processor);
        foreach (var step in steps.All)
            step.ExecuteWith(session.Processor);
        session.Adoption.PutBack();
        session.Finish();
    }

    /// <summary>The command that goes on in spite of differences; where nothing is recorded, it says where.</summary>
    private string Despite(Plan plan)
        => plan.LackedRecord
            ? $"{_target.Product.CommandName} adopt {plan.To!.Id} --accept-drift"
            : $"{_target.Product.CommandName} adopt --accept-drift";

    private async Task<RevisionShadow> ShadowAsync(
        IDatabaseEngine engine, IReadOnlyList<RevisionInfo> revisions, CancellationToken cancellationToken)
    {
        try
        {
            return await RevisionShadow.OfAsync(engine, revisions, cancellationToken);
        }
        catch (PrerequisiteMissingException e)
        {
            throw new PrerequisiteMissingException(
                e.What,
                $"{MessageText.FromString(e.Next)}\nOr, if you know the schema to be right, adopt it without comparing: {Despite(Plan)}",
                e);
        }
    }

    private LedgerEntry Accepted(DateTimeOffset startedAt, string what)
    {
        var about = _at ?? Plan.Steps[^1]; // At base it is about the first revision, which is not there any more.
        return new LedgerEntry(about.Version, about.ForeignId, what, "drift", startedAt, Duration: null, Adds: false);
    }
}

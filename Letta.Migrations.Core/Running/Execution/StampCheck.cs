using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>Holds a database against what the revisions make that a stamp is to record.</summary>
internal sealed class StampCheck : IAsyncDisposable
{
    private readonly IDatabaseEngine _engine;
    private readonly RevisionSet _revisions;
    private readonly Plan _plan;
    private RevisionShadow? _shadow;

    private StampCheck(IDatabaseEngine engine, RevisionSet revisions, Plan plan)
        => (_engine, _revisions, _plan) = (engine, revisions, plan);

    /// <summary>Whether nothing is compared.</summary>
    public bool IsUnverified { get; private init; }

    /// <summary>
    /// Applies in a shadow what the plan is to record, and compares it: a stamp that cannot be right changes nothing, not even for a
    /// moment.
    /// </summary>
    /// <exception cref="UnexpectedDatabaseException">The schema is another one.</exception>
    /// <exception cref="PrerequisiteMissingException">There can be no shadow.</exception>
    public static async Task<StampCheck> PrepareAsync(
        IDatabaseEngine engine,
        RevisionSet revisions,
        Plan plan,
        bool unverified,
        CancellationToken cancellationToken)
    {
        var check = new StampCheck(engine, revisions, plan) { IsUnverified = unverified };
        if (unverified)
            return check;
        try
        {
            if (plan.After.Count > 0)
                check._shadow = await RevisionShadow.OfAsync(engine, plan.After, cancellationToken);
            check.Compare(await engine.ReadSchemaAsync(cancellationToken));
            return check;
        }
        catch (PrerequisiteMissingException e)
        {
            throw new PrerequisiteMissingException(
                e.What,
                $"{MessageText.FromString(e.Next)}\nOr, if you know the schema to be right, record it without "
                    + $"comparing: {engine.Target.Product.CommandName} stamp {check.To} --unverified",
                e);
        }
        catch
        {
            await check.DisposeAsync();
            throw;
        }
    }

    /// <summary>Compares once more, in the transaction of what is recorded, or makes the ledger hold that nobody did.</summary>
    /// <exception cref="UnexpectedDatabaseException">The schema is another one.</exception>
    public void CarryOut(IRevisionSession session, DateTimeOffset startedAt)
    {
        if (!IsUnverified)
        {
            Compare(session.ReadSchema());
            return;
        }

        var about = _plan.To ?? _plan.Steps[^1];
        var note = $"stamped {To} without comparing the schema";
        session.Store.Note(new LedgerEntry(about.Version, about.ForeignId, note, "drift", startedAt, Duration: null, Adds: false));
    }

    public ValueTask DisposeAsync() => _shadow?.DisposeAsync() ?? ValueTask.CompletedTask;

    private string To => _plan.To?.Id ?? "base";

    private void Compare(DatabaseSchema actual)
    {
        var differences = HistoryComparison.Compare(
            _engine, _shadow?.Read() ?? DatabaseSchema.Empty, actual, SchemaStateBuilder.NamesOf(_revisions, _engine.Target));
        if (differences.Count == 0)
            return;

        var places = differences.Count == 1 ? "1 place" : $"{differences.Count} places";
        var target = _engine.Target;
        throw new UnexpectedDatabaseException(
            $"{target} is not at {To}: its schema departs from what that revision makes in {places}.",
            string.Join('\n', SchemaComparison.Lines(differences).Select(ControlCharacters.Escape))
            + $"\nName the revision that it is at, or put these right and run the same command "
            + $"again.{(target.Product.Companion is { } companion ? $" What {companion.Tool} made is taken over by: {target.Product.CommandName} adopt" : "")}"
            + $"\nIf you know the differences to be harmless, record it all the same: {target.Product.CommandName} stamp {To} "
            + $"--unverified");
    }
}

using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>
/// Holds a database that Alembic made against what our own revisions make. What is expected is not written down anywhere: the revisions
/// are carried out in a shadow and read with the same reader as the database.
/// </summary>
internal sealed class Adoption : IAsyncDisposable
{
    private readonly DatabaseTarget _target;
    private readonly IShadow? _shadow;
    private readonly PrerequisiteMissingException? _whyNot;
    private readonly bool _acceptDrift;

    private Adoption(DatabaseTarget target, Plan plan, bool acceptDrift, IShadow? shadow, PrerequisiteMissingException? whyNot)
        => (_target, Plan, _acceptDrift, _shadow, _whyNot) = (target, plan, acceptDrift, shadow, whyNot);

    /// <summary>The revisions that the adoption ends with.</summary>
    public Plan Plan { get; }

    /// <summary>Carries out in a shadow what the plan is to record.</summary>
    /// <exception cref="PrerequisiteMissingException">There can be no shadow, and differences are not accepted unseen.</exception>
    public static async Task<Adoption> PrepareAsync(
        IDatabaseEngine engine, DatabaseTarget target, Plan plan, bool acceptDrift, CancellationToken cancellationToken)
    {
        try
        {
            var shadow = await ShadowAsync(engine, plan.After, cancellationToken);
            return new Adoption(target, plan, acceptDrift, shadow, whyNot: null);
        }
        catch (PrerequisiteMissingException e) when (acceptDrift)
        {
            return new Adoption(target, plan, acceptDrift, shadow: null, e);
        }
    }

    /// <summary>Compares, and makes the ledger hold what was accepted.</summary>
    /// <exception cref="UnexpectedDatabaseException">The schema is another one, and that was not to be accepted.</exception>
    public void CarryOut(IRevisionSession session, ApplyUnit unit, DateTimeOffset startedAt)
    {
        var at = unit.Revisions[^1];
        if (_shadow is null)
        {
            session.Note(Accepted(at, startedAt, $"not compared: {_whyNot!.What}"));
            return;
        }

        var differences = session.Conform(_shadow, _acceptDrift);
        if (differences.Count > 0 && !_acceptDrift)
        {
            throw new UnexpectedDatabaseException(
                $"{_target} is at {at.Id} by \"alembic_version\", but its schema departs from that revision in "
                + $"{(differences.Count == 1 ? "1 place" : $"{differences.Count} places")}.",
                string.Join('\n', SchemaComparison.Lines(differences))
                + "\nMend them and run the same command again; or, if you know them to be harmless, accept them: letta adopt --accept-drift");
        }

        foreach (var difference in differences)
            session.Note(Accepted(at, startedAt, difference.ToString()));
    }

    public ValueTask DisposeAsync() => _shadow?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A shadow in which revisions were carried out, in order.</summary>
    private static async Task<IShadow> ShadowAsync(IDatabaseEngine engine, IReadOnlyList<RevisionInfo> revisions, CancellationToken cancellationToken)
    {
        var shadow = await engine.OpenShadowAsync(cancellationToken);
        try
        {
            await Task.Run(
                () =>
                {
                    foreach (var revision in revisions)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        shadow.CarryOut(RevisionSteps.Collect(revision, Direction.Up, shadow));
                    }
                },
                cancellationToken);
            return shadow;
        }
        catch
        {
            await shadow.DisposeAsync();
            throw;
        }
    }

    private static LedgerEntry Accepted(RevisionInfo at, DateTimeOffset startedAt, string what)
        => new(at.Version, at.AlembicId, what, "drift", startedAt, Duration: null, Adds: false, AlembicHead: null);
}

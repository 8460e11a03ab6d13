using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>
/// Makes schemas one after the other in one shadow of a database, and reads how the engine shows them. To make one is what costs time, so
/// it is made once for all that say the same.
/// </summary>
/// <param name="engine">The engine.</param>
internal sealed class DraftShadow(IDatabaseEngine engine) : IAsyncDisposable
{
    private IShadow? _shadow;

    /// <summary>What is in the shadow; null if it is anything but one schema made from nothing.</summary>
    private SchemaPair? _made;

    /// <summary>A schema, and how the engine shows it.</summary>
    /// <exception cref="RevisionFailedException">The engine refuses it.</exception>
    /// <exception cref="PrerequisiteMissingException">The role may not make a shadow.</exception>
    public async Task<SchemaPair> MakeAsync(DatabaseSchema declared, CancellationToken cancellationToken)
    {
        if (_made is not null && SchemaComparison.Compare(_made.Declared, declared).Count == 0)
            return _made with { Declared = declared };

        _made = null;
        if (_shadow is null)
            _shadow = await engine.OpenShadowAsync(cancellationToken);
        else
            _shadow.Clear();
        _made = new SchemaPair(declared, CarryOut(_shadow, Planner.Plan(declared), cancellationToken));
        return _made;
    }

    /// <summary>How the engine shows a schema after each of several drafts, one upon the other.</summary>
    /// <exception cref="RevisionFailedException">The engine refuses one of them.</exception>
    public async Task<IReadOnlyList<DatabaseSchema>> ChangeAsync(
        DatabaseSchema from, IReadOnlyList<IReadOnlyList<Operation>> drafts, CancellationToken cancellationToken)
    {
        await MakeAsync(from, cancellationToken);
        _made = null;
        return [.. drafts.Select(draft => CarryOut(_shadow!, draft, cancellationToken))];
    }

    public ValueTask DisposeAsync() => _shadow?.DisposeAsync() ?? ValueTask.CompletedTask;

    private DatabaseSchema CarryOut(IShadow shadow, IReadOnlyList<Operation> draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            shadow.CarryOut(RevisionSteps.Collect(DraftRevision.Describe(draft), PlanKind.Up, shadow).All);
        }
        catch (StatementFailedException e) when (!engine.Errors.IsTransient(e))
        {
            throw new RevisionFailedException(
                $"{engine.Target} refuses what the model asks for: {engine.Errors.Describe(e.InnerException ?? e).TrimEnd('.')}.",
                e.Sql,
                e);
        }

        return shadow.Read();
    }
}

using System.Data.Common;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running;

/// <summary>
/// A shadow of the database in which revisions are applied one after the other, to compare what they make with what there is. Nothing of it
/// is ever committed.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="shadow">Empty; it is disposed of with this.</param>
internal sealed class RevisionShadow(IDatabaseEngine engine, IShadow shadow) : IAsyncDisposable
{
    /// <summary>The shadow itself.</summary>
    public IShadow Shadow => shadow;

    /// <summary>An empty one, at base.</summary>
    /// <exception cref="PrerequisiteMissingException">The role may not make one.</exception>
    public static async Task<RevisionShadow> OpenAsync(IDatabaseEngine engine, CancellationToken cancellationToken)
        => new(engine, await engine.OpenShadowAsync(cancellationToken));

    /// <summary>One in which revisions were applied, in order.</summary>
    /// <exception cref="PrerequisiteMissingException">The role may not make one.</exception>
    public static async Task<RevisionShadow> OfAsync(
        IDatabaseEngine engine, IReadOnlyList<RevisionInfo> revisions, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(engine, cancellationToken);
        try
        {
            await opened.ApplyAsync(revisions, cancellationToken);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Applies further revisions, in order.</summary>
    /// <exception cref="RevisionFailedException">One of them fails on an empty database.</exception>
    public Task ApplyAsync(IEnumerable<RevisionInfo> revisions, CancellationToken cancellationToken)
        => Task.Run(
            () =>
            {
                foreach (var revision in revisions)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Apply(revision);
                }
            },
            cancellationToken);

    /// <summary>What the revisions made so far.</summary>
    public DatabaseSchema Read() => shadow.Read();

    /// <summary>
    /// How a schema departs from what the revisions made so far, by the rules of an adoption (<see cref="IAdoptionRules"/>).
    /// </summary>
    public IReadOnlyList<Difference> Compare(DatabaseSchema actual) => engine.AdoptionRules.Compare(Read(), actual);

    public ValueTask DisposeAsync() => shadow.DisposeAsync();

    private void Apply(RevisionInfo revision)
    {
        try
        {
            shadow.CarryOut(RevisionSteps.Collect(revision, PlanKind.Up, shadow).All);
        }
        catch (Exception e) when (ExceptionChain.Find<DbException>(e) is { } cause && engine.Errors.TranslateError(e) is null)
        {
            throw new RevisionFailedException(
                $"Revision {revision.Id} ({revision.Name}) could not be tried out in a shadow of the "
                    + $"database: {cause.Message.TrimEnd('.')}.",
                $"file       {SourceFile.Locate(revision)}\nthen       look why it does not run on an empty database.",
                e);
        }
    }
}

using FluentMigrator.Expressions;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines;

/// <summary>
/// The connection that revisions run on. One transaction after the other: <see cref="Begin"/>, steps through
/// <see cref="IStepTarget.Processor"/>, after those of each revision <see cref="Finish"/> and what <see cref="Store"/> writes down of it,
/// at the end <see cref="Commit"/>. After any error the session is thrown away.
/// </summary>
internal interface IRevisionSession : IStepTarget, IAsyncDisposable
{
    /// <summary>Writes down, in the transaction, what is done in it.</summary>
    IRevisionStore Store { get; }

    /// <summary>Takes over, in the transaction, what another tool made.</summary>
    ISchemaAdoption Adoption { get; }

    /// <summary>Fails, before anything is changed, if a permission or an extension that the steps need is missing.</summary>
    /// <exception cref="Letta.Migrations.Errors.PrerequisiteMissingException">It names what an administrator must run.</exception>
    void Preflight(IEnumerable<IMigrationExpression> steps);

    /// <summary>Looks at rows before the first <see cref="Begin"/>, in a transaction that cannot write.</summary>
    T Look<T>(Func<RevisionProcessor, T> look);

    /// <summary>
    /// Divides a revision without a transaction of its own into steps that are committed one by one, none of which keeps users of its
    /// tables waiting for long; one step, where one transaction can hold it all. Never empty, and always the same for the same revision.
    /// </summary>
    /// <param name="expressions">What the revision does, in order.</param>
    /// <param name="inUse">False if nobody can be using the tables: then everything is done plainly, in one step.</param>
    IReadOnlyList<RevisionStep> Divide(IReadOnlyList<IMigrationExpression> expressions, bool inUse);

    /// <summary>
    /// Makes sure that no other migrator is between its own begin and commit, and that the database is where it is expected to be.
    /// </summary>
    /// <param name="expected">Where it must be at this moment.</param>
    /// <param name="transactional">False for a step that no transaction can hold.</param>
    void Begin(AppliedPosition expected, bool transactional);

    /// <summary>Carries out what was held back, and checks what the engine could not enforce meanwhile.</summary>
    void Finish();

    /// <summary>
    /// The same while an empty database is filled, without waiting where the engine can be left alone with it: the task ends when it is
    /// carried out, and after those of earlier calls. Nothing that comes later is carried out if it fails.
    /// </summary>
    Task HandOver();

    /// <summary>Reads what the database holds, in the transaction.</summary>
    DatabaseSchema ReadSchema();

    /// <summary>Commits.</summary>
    void Commit();

    /// <summary>
    /// Asks, over another connection, for the transaction whose <see cref="Commit"/> failed: an answer that is missing says nothing. Waits
    /// until the engine is done with it, if it still is at it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was committed; null where only what is recorded tells, which is then there to be read.</returns>
    Task<bool?> CommittedAsync(CancellationToken cancellationToken);

    /// <summary>Closes the connection at once, from another thread: whoever waits for an answer on it gets an error.</summary>
    void Abort();

    /// <summary>Undoes what was not committed. Does not throw: the error that led here is the one to report.</summary>
    void Rollback();

    /// <summary>Stops the statement that is running, from another thread.</summary>
    Task CancelAsync();
}

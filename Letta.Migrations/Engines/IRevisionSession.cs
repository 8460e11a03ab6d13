using FluentMigrator.Expressions;

namespace Letta.Migrations.Engines;

/// <summary>
/// The connection that revisions run on. One revision at a time: <see cref="Begin"/>, its steps through <see cref="Processor"/>,
/// <see cref="Finish"/>, <see cref="Record"/>, <see cref="Commit"/>. After any error the session is thrown away.
/// </summary>
internal interface IRevisionSession : IAsyncDisposable
{
    /// <summary>Carries out the steps.</summary>
    RevisionProcessor Processor { get; }

    /// <summary>The schema that unqualified names of steps mean; null where the engine has none.</summary>
    string? Schema { get; }

    /// <summary>Fails, before anything is changed, if a permission or an extension that the steps need is missing.</summary>
    /// <exception cref="Letta.Migrations.Errors.PrerequisiteMissingException">It names what an administrator must run.</exception>
    void Preflight(IEnumerable<IMigrationExpression> steps);

    /// <summary>Begins a revision, making sure that no other migrator is between its own begin and commit.</summary>
    /// <param name="applied">The versions that must be recorded at this moment, in order.</param>
    /// <param name="transactional">False for a revision whose steps no transaction can hold.</param>
    void Begin(IReadOnlyList<long> applied, bool transactional);

    /// <summary>Carries out what was held back, and checks what the engine could not enforce meanwhile.</summary>
    void Finish();

    /// <summary>Writes version row, ledger row and <c>alembic_version</c>, in the revision's own transaction.</summary>
    void Record(LedgerEntry entry);

    /// <summary>Commits.</summary>
    void Commit();

    /// <summary>Undoes what was not committed. Does not throw: the error that led here is the one to report.</summary>
    void Rollback();

    /// <summary>Stops the statement that is running, from another thread.</summary>
    Task CancelAsync();
}

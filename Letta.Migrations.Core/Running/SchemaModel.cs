namespace Letta.Migrations.Running;

/// <summary>
/// The model of a schema, for the verbs of development time: what compares it with a database, and drafts the revision that makes the one
/// of the other. The design library makes one of a <c>DbContext</c>; what is published has none.
/// </summary>
public abstract class SchemaModel
{
    private protected SchemaModel()
    {
    }

    /// <summary>A revision that says nothing yet.</summary>
    internal abstract IRevisionDraft Empty { get; }

    /// <summary>A revision that moves rows, to be completed.</summary>
    internal abstract IRevisionDraft Backfill { get; }

    /// <summary>The name of the class of a revision, from its message.</summary>
    internal abstract string TypeName(string message);

    /// <summary>
    /// The first revision of a history, from a database that is there, and what its reader has to know. The model has no part in it.
    /// </summary>
    /// <exception cref="Errors.MigrationException">The history has revisions, or the database has a record or nothing else.</exception>
    internal abstract Task<(IRevisionDraft Draft, IReadOnlyList<string> Hints)> BaselineAsync(
        MigrationRunner runner, TimeProvider time, CancellationToken cancellationToken);

    /// <summary>What differs between the model and the database. Writes nothing.</summary>
    /// <exception cref="Errors.MigrationException">The database is not at head, or could not be read.</exception>
    internal abstract Task<ModelCheck> CheckAsync(
        MigrationRunner runner, TimeProvider time, IReadOnlyList<string> excluded, CancellationToken cancellationToken);

    /// <summary>What a revision has to say that makes the database what the model says; no draft if nothing differs.</summary>
    /// <exception cref="Errors.MigrationException">The database is not at head, or the draft does not do it.</exception>
    internal abstract Task<(ModelCheck Check, IRevisionDraft? Draft)> DraftAsync(
        MigrationRunner runner, TimeProvider time, AutogenerateOptions options, CancellationToken cancellationToken);
}

using FluentMigrator;
using FluentMigrator.Expressions;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Authoring;

/// <summary>
/// A step that stock FluentMigrator has no words for. All that is known of it is in its own class; only an
/// <see cref="IRevisionProcessor"/> can carry it out.
/// </summary>
public abstract class RevisionExpression : MigrationExpressionBase, IStep
{
    private protected RevisionExpression()
    {
    }

    /// <inheritdoc />
    public sealed override void ExecuteWith(IMigrationProcessor processor)
    {
        if (processor is not IRevisionProcessor ours)
            throw new NotSupportedException(
                $"{GetType().Name} needs the processors of Letta.Migrations; run the revision with its own runner.");

        ExecuteWith(ours);
    }

    /// <summary>Hands this step to the processor.</summary>
    protected abstract void ExecuteWith(IRevisionProcessor processor);

    /// <inheritdoc cref="IStep.WriteCanonicalText"/>
    internal abstract void WriteCanonicalText(CanonicalLines lines);

    /// <inheritdoc cref="IStep.Describe"/>
    internal abstract IEnumerable<SchemaChange> Describe();

    /// <inheritdoc cref="IStep.ApplyTo"/>
    internal abstract void ApplyTo(SchemaState state);

    /// <inheritdoc cref="IStep.NoteDataChanges"/>
    internal abstract void NoteDataChanges(IDataChanges changes);

    /// <inheritdoc cref="IStep.WritesRows"/>
    internal virtual bool WritesRows => false;

    void IStep.WriteCanonicalText(CanonicalLines lines) => WriteCanonicalText(lines);

    IEnumerable<SchemaChange> IStep.Describe() => Describe();

    void IStep.ApplyTo(SchemaState state) => ApplyTo(state);

    void IStep.NoteDataChanges(IDataChanges changes) => NoteDataChanges(changes);

    bool IStep.WritesRows => WritesRows;
}

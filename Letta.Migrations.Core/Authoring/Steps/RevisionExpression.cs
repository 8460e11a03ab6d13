using FluentMigrator;
using FluentMigrator.Expressions;

namespace Letta.Migrations.Authoring;

/// <summary>A step that stock FluentMigrator has no words for; only an <see cref="IRevisionProcessor"/> can carry it out.</summary>
public abstract class RevisionExpression : MigrationExpressionBase
{
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
}

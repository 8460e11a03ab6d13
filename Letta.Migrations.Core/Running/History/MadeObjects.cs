using FluentMigrator.Expressions;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;

namespace Letta.Migrations.Running;

/// <summary>Which objects a history makes, so that those of others in the same schema can be told apart.</summary>
internal static class MadeObjects
{
    /// <summary>
    /// The names of all tables, enums and sequences that revisions ever make, under any name. What a statement of their own makes is not
    /// known.
    /// </summary>
    public static IReadOnlySet<string> Of(RevisionSet revisions, DatabaseTarget target)
    {
        var paper = OfflineSchema.For(target);
        return revisions.All
            .SelectMany(r => RevisionSteps.WrittenDown(r, PlanKind.Up, paper))
            .Select(step => step switch
            {
                CreateTableExpression create => create.TableName,
                RenameTableExpression rename => rename.NewName,
                CreateEnumExpression type => type.Name,
                SequenceExpression sequence => sequence.Name,
                _ => null,
            })
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
    }
}

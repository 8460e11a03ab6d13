using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Running;

/// <summary>Lets a revision write down its steps, and puts them in the order in which they are carried out.</summary>
internal static class RevisionSteps
{
    /// <summary>The steps of one revision, with names and schemas completed by FluentMigrator's conventions, conditions on rows first.</summary>
    public static IReadOnlyList<IMigrationExpression> Collect(RevisionInfo revision, Direction direction, IStepTarget target)
    {
        var migration = revision.Create();
        var context = new MigrationContext(target.Processor, NoServices.Instance, connection: null);
        if (direction == Direction.Up)
            migration.GetUpExpressions(context);
        else
            migration.GetDownExpressions(context);

        var conventions = new DefaultConventionSet(target.Schema, workingDirectory: null);
        new MigrationValidator(NullLogger<MigrationValidator>.Instance, conventions)
            .ApplyConventionsToAndValidateExpressions(migration, context.Expressions);

        return [.. context.Expressions.Where(e => e is RefuseRowsExpression), .. context.Expressions.Where(e => e is not RefuseRowsExpression)];
    }

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}

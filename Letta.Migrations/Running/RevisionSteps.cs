using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Running;

/// <summary>What a revision writes down, with names and schemas completed by FluentMigrator's conventions. Made anew for every try: a processor may change it.</summary>
/// <param name="Conditions">What existing rows must meet, all of it before the first change.</param>
/// <param name="Changes">What it changes, in order.</param>
internal sealed record RevisionSteps(IReadOnlyList<IMigrationExpression> Conditions, IReadOnlyList<IMigrationExpression> Changes)
{
    public static RevisionSteps Collect(RevisionInfo revision, Direction direction, IRevisionSession session)
    {
        var migration = revision.Create();
        var context = new MigrationContext(session.Processor, NoServices.Instance, connection: null);
        if (direction == Direction.Up)
            migration.GetUpExpressions(context);
        else
            migration.GetDownExpressions(context);

        var conventions = new DefaultConventionSet(session.Schema, workingDirectory: null);
        new MigrationValidator(NullLogger<MigrationValidator>.Instance, conventions)
            .ApplyConventionsToAndValidateExpressions(migration, context.Expressions);

        return new RevisionSteps(
            [.. context.Expressions.Where(e => e is RefuseRowsExpression)],
            [.. context.Expressions.Where(e => e is not RefuseRowsExpression)]);
    }

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}

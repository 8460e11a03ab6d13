using FluentMigrator;
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
    /// <summary>
    /// The steps of one revision, with names and schemas completed by FluentMigrator's conventions: first the conditions on rows, then what
    /// is lost, then the changes.
    /// </summary>
    public static IReadOnlyList<IMigrationExpression> Collect(RevisionInfo revision, Direction direction, IStepTarget target)
        => Collect(revision, direction, target.Processor, target.Schema);

    /// <summary>The same, for what needs no database.</summary>
    public static IReadOnlyList<IMigrationExpression> Collect(RevisionInfo revision, Direction direction, IQuerySchema engine, string? schema)
    {
        var migration = revision.Create();
        var context = new MigrationContext(engine, NoServices.Instance, connection: null);
        if (direction == Direction.Up)
            migration.GetUpExpressions(context);
        else
            migration.GetDownExpressions(context);

        var conventions = new DefaultConventionSet(schema, workingDirectory: null);
        new MigrationValidator(NullLogger<MigrationValidator>.Instance, conventions)
            .ApplyConventionsToAndValidateExpressions(migration, context.Expressions);

        var conditions = context.Expressions.Where(e => e is RefuseRowsExpression);
        var losses = context.Expressions.Where(e => e is LosesExpression).ToList();
        var changes = context.Expressions.Where(e => e is not (RefuseRowsExpression or LosesExpression));
        return losses.Count == 0 ? [.. conditions, .. changes] : [.. conditions, .. losses, new RefuseLossExpression(revision.Id), .. changes];
    }

    /// <summary>What the way back of a revision declares that it cannot restore.</summary>
    public static IEnumerable<NotRestored> NotRestored(RevisionInfo revision)
        => Collect(revision, Direction.Down, OnPaper.Postgres, schema: null)
            .OfType<IrreversibleExpression>()
            .Select(step => new NotRestored(revision, step.Why))
            .Distinct();

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}

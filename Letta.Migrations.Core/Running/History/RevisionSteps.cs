using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines;
using Letta.Migrations.Running.Steps;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Running;

/// <summary>
/// What a revision writes down, with names and schemas completed by FluentMigrator's conventions. Made again for every try: a processor may
/// change it.
/// </summary>
/// <param name="Conditions">What existing rows must meet, then what is lost: all of it is asked before the first change.</param>
/// <param name="Changes">What it changes, in order.</param>
internal sealed record RevisionSteps(IReadOnlyList<IMigrationExpression> Conditions, IReadOnlyList<IMigrationExpression> Changes)
{
    /// <summary>Those of what looks at the database while it is described: not known before that, they may change anything.</summary>
    public static RevisionSteps Unknown { get; } = new([], [new PerformDBOperationExpression()]);

    /// <summary>Conditions, then changes.</summary>
    public IReadOnlyList<IMigrationExpression> All => [.. Conditions, .. Changes];

    public static RevisionSteps Collect(RevisionInfo revision, PlanKind kind, IStepTarget target)
        => Collect(revision, kind, target.Processor, target.Schema);

    /// <summary>The same, for what needs no database.</summary>
    public static RevisionSteps Collect(RevisionInfo revision, PlanKind kind, IQuerySchema engine, string? schema)
    {
        var (migration, context) = Describe(revision, kind, engine);
        var conventions = revision.Stock?.Conventions ?? new DefaultConventionSet(schema, workingDirectory: null);
        new MigrationValidator(NullLogger<MigrationValidator>.Instance, conventions)
            .ApplyConventionsToAndValidateExpressions(migration, context.Expressions);

        foreach (var backfill in context.Expressions.OfType<BackfillExpression>())
            backfill.Backfill.Check();

        List<IMigrationExpression> conditions =
            [.. context.Expressions.Where(e => e is RefuseRowsExpression), .. context.Expressions.Where(e => e is LosesExpression)];
        if (conditions.Count > 0)
            conditions.Add(new RefuseRevisionExpression(revision.Id));
        IReadOnlyList<IMigrationExpression> changes
            = [.. context.Expressions.Where(e => e is not (RefuseRowsExpression or LosesExpression))];
        return new RevisionSteps(conditions, revision.Stock?.Translate(changes, engine) ?? changes);
    }

    /// <summary>
    /// What a revision writes down itself, in its own order: nothing of it depends on FluentMigrator's conventions, or on a schema.
    /// </summary>
    public static IEnumerable<IMigrationExpression> WrittenDown(RevisionInfo revision, PlanKind kind, OfflineSchema engine)
        => Describe(revision, kind, engine).Context.Expressions;

    /// <summary>What the downgrade of a revision declares that it cannot restore.</summary>
    public static IEnumerable<NotRestored> NotRestored(RevisionInfo revision)
        => (revision.Stock is null ? Collect(revision, PlanKind.Down, OfflineSchema.Postgres, schema: null) : Unknown)
            .Changes.OfType<IrreversibleExpression>()
            .Select(step => new NotRestored(revision, step.Why))
            .Distinct();

    private static (IMigration Migration, MigrationContext Context) Describe(RevisionInfo revision, PlanKind kind, IQuerySchema engine)
    {
        var migration = revision.Create();
        var context = revision.Stock?.Context(engine) ?? new MigrationContext(engine, NoServices.Instance, connection: null);
        if (kind == PlanKind.Up)
            migration.GetUpExpressions(context);
        else
            migration.GetDownExpressions(context);
        StockSteps.RequireKnown(context.Expressions, revision.Id);
        return (migration, context);
    }

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}

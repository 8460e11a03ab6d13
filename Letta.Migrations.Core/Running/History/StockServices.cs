using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner.Conventions;
using Letta.Migrations.Product;

namespace Letta.Migrations.Running;

/// <summary>What migrations that were written for FluentMigrator's own runner are described with.</summary>
/// <param name="Services">The services of their host.</param>
/// <param name="Conventions">The conventions of their host; null for FluentMigrator's own.</param>
/// <param name="Dialect">How their host spells what is spelled in another way here.</param>
internal sealed record StockServices(IServiceProvider Services, IConventionSet? Conventions, StockDialect Dialect)
{
    /// <summary>The steps of a migration as they are carried out on an engine.</summary>
    public IReadOnlyList<IMigrationExpression> Translate(IReadOnlyList<IMigrationExpression> steps, IQuerySchema engine)
        => Dialect.Sqlite.Contains(engine.DatabaseType, StringComparer.OrdinalIgnoreCase)
            ? new StockSqliteSteps(Dialect).Translate(steps)
            : steps;

    /// <summary>A context to describe a migration in: with a database, which it may look at, or without.</summary>
    public MigrationContext Context(IQuerySchema engine)
        => new(
            engine is OfflineSchema offline ? new OfflineProcessor(offline.IsPostgres ? Dialect.Postgres : Dialect.Sqlite) : engine,
            Services,
            connection: null);
}

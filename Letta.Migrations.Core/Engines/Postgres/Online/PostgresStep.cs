using FluentMigrator;
using FluentMigrator.Expressions;

namespace Letta.Migrations.Engines.Postgres.Online;

/// <summary>A part of a step, which a revision without a transaction carries out by itself.</summary>
/// <param name="carryOut">What it does.</param>
internal sealed class PostgresStep(Action<PostgresRevisionProcessor> carryOut) : MigrationExpressionBase
{
    public override void ExecuteWith(IMigrationProcessor processor) => carryOut((PostgresRevisionProcessor)processor);
}

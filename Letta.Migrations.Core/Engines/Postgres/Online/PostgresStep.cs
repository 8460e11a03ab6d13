using Letta.Migrations.Authoring;

namespace Letta.Migrations.Engines.Postgres.Online;

/// <summary>A part of what a revision says in one word.</summary>
/// <param name="carryOut">What it does.</param>
internal sealed class PostgresStep(Action<PostgresRevisionProcessor> carryOut) : RevisionExpression
{
    protected override void ExecuteWith(IRevisionProcessor processor) => carryOut((PostgresRevisionProcessor)processor);
}

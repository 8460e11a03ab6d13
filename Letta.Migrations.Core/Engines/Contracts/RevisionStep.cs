using FluentMigrator.Expressions;

namespace Letta.Migrations.Engines;

/// <summary>What one transaction of a revision holds, or, where none can hold it, what is carried out before one.</summary>
/// <param name="Expressions">What it does, in order.</param>
/// <param name="Alone">
/// True for what no transaction can hold. It must be repeatable: it may be done, or half done, and not be marked so.
/// </param>
internal sealed record RevisionStep(IReadOnlyList<IMigrationExpression> Expressions, bool Alone = false);

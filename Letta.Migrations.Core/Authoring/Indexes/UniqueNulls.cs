using FluentMigrator.Builders.Create.Constraint;
using FluentMigrator.Model;

namespace Letta.Migrations.Authoring;

/// <summary>The fluent word for a unique constraint in which NULL equals NULL.</summary>
public static class UniqueNulls
{
    private const string Feature = "Migrations.NullsNotDistinct";

    /// <summary>Makes two rows with NULL in the same column equal: <c>UNIQUE NULLS NOT DISTINCT</c>, Postgres 15 and newer.</summary>
    public static ICreateConstraintOptionsSyntax NullsNotDistinct(this ICreateConstraintOptionsSyntax constraint)
    {
        ((CreateConstraintExpressionBuilder)constraint).Expression.Constraint.AdditionalFeatures[Feature] = true;
        return constraint;
    }

    /// <summary>True if NULL equals NULL in this constraint.</summary>
    internal static bool AreEqual(ConstraintDefinition constraint) => constraint.AdditionalFeatures.ContainsKey(Feature);
}

using FluentMigrator.Builders.Create.ForeignKey;

namespace Letta.Migrations.Authoring;

/// <summary>The fluent word for <see cref="DeferrableForeignKey"/>.</summary>
public static class DeferrableForeignKeySyntax
{
    /// <summary>Makes the foreign key <c>DEFERRABLE INITIALLY DEFERRED</c>.</summary>
    public static ICreateForeignKeyCascadeSyntax InitiallyDeferred(this ICreateForeignKeyCascadeSyntax foreignKey)
    {
        var expression = ((CreateForeignKeyExpressionBuilder)foreignKey).Expression;
        expression.ForeignKey = new DeferrableForeignKey(expression.ForeignKey);
        return foreignKey;
    }
}

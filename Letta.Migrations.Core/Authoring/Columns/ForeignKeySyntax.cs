using FluentMigrator.Builders.Create.ForeignKey;

namespace Letta.Migrations.Authoring;

/// <summary>The fluent words for <see cref="ExtendedForeignKey"/>.</summary>
public static class ForeignKeySyntax
{
    /// <summary><c>DEFERRABLE INITIALLY DEFERRED</c>: checked at the end of the transaction, on both engines.</summary>
    public static ICreateForeignKeyCascadeSyntax InitiallyDeferred(this ICreateForeignKeyCascadeSyntax foreignKey)
    {
        Extend(foreignKey).Deferral = "DEFERRABLE INITIALLY DEFERRED";
        return foreignKey;
    }

    /// <summary><c>DEFERRABLE</c>: checked by each statement, unless a transaction asks for its end; on both engines.</summary>
    public static ICreateForeignKeyCascadeSyntax Deferrable(this ICreateForeignKeyCascadeSyntax foreignKey)
    {
        Extend(foreignKey).Deferral = "DEFERRABLE";
        return foreignKey;
    }

    /// <summary><c>ON DELETE RESTRICT</c>: like NO ACTION, but never deferred.</summary>
    public static ICreateForeignKeyCascadeSyntax OnDeleteRestrict(this ICreateForeignKeyCascadeSyntax foreignKey)
    {
        Extend(foreignKey).RestrictsDelete = true;
        return foreignKey;
    }

    /// <summary><c>ON UPDATE RESTRICT</c>: like NO ACTION, but never deferred.</summary>
    public static ICreateForeignKeyCascadeSyntax OnUpdateRestrict(this ICreateForeignKeyCascadeSyntax foreignKey)
    {
        Extend(foreignKey).RestrictsUpdate = true;
        return foreignKey;
    }

    private static ExtendedForeignKey Extend(ICreateForeignKeyCascadeSyntax foreignKey)
    {
        var expression = ((CreateForeignKeyExpressionBuilder)foreignKey).Expression;
        var extended = ExtendedForeignKey.Extend(expression.ForeignKey);
        expression.ForeignKey = extended;
        return extended;
    }
}

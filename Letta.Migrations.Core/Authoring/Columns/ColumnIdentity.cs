using FluentMigrator;
using FluentMigrator.Builders;
using FluentMigrator.Infrastructure;
using FluentMigrator.Postgres;

namespace Letta.Migrations.Authoring;

/// <summary>
/// The fluent word for a column that only the database numbers; FluentMigrator's <c>Identity()</c> lets a row bring its number.
/// </summary>
public static class ColumnIdentity
{
    /// <summary><c>GENERATED ALWAYS AS IDENTITY</c>; on SQLite AUTOINCREMENT, where the column is the primary key of a table.</summary>
    public static TNext IdentityAlways<TNext>(this TNext column)
        where TNext : IFluentSyntax
    {
        if (column is not IColumnExpressionBuilder builder)
            throw new ArgumentException("Only a column can be numbered.", nameof(column));

        builder.Column.IsIdentity = true;
        builder.Column.AdditionalFeatures[PostgresExtensions.IdentityGeneration] = PostgresGenerationType.Always;
        return column;
    }

    /// <summary>What a catalog shows for it; null for a column that the database does not number.</summary>
    internal static string? TextOf(IdentityKind kind) => kind switch
    {
        IdentityKind.None => null,
        IdentityKind.Always => "identity always",
        _ => "identity",
    };
}

using FluentMigrator.Builders;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;

namespace Letta.Migrations.Authoring;

/// <summary>The fluent word for how a column sorts and compares.</summary>
public static class ColumnCollation
{
    private const string Feature = "Migrations.Collation";

    /// <summary>
    /// How the column sorts and compares. A column that is altered keeps its collation unless it says another. SQLite has collations of its
    /// own, BINARY, NOCASE and RTRIM, which are not on Postgres; those of Postgres say nothing to it.
    /// </summary>
    /// <param name="column">The column, behind its type.</param>
    /// <param name="collation">Its name without quotes, e.g. <c>C</c> or <c>de-x-icu</c>; null for the usual one of the type.</param>
    public static TNext Collate<TNext>(this TNext column, string? collation)
        where TNext : IFluentSyntax
    {
        if (column is not IColumnExpressionBuilder builder)
            throw new ArgumentException("Only a column has a collation.", nameof(column));

        builder.Column.AdditionalFeatures[Feature] = collation ?? "";
        return column;
    }

    /// <summary>What is said of the column's collation: its name, "" for the usual one of the type, null if nothing is said.</summary>
    internal static string? Read(ColumnDefinition column)
        => column.AdditionalFeatures.TryGetValue(Feature, out var said)
            ? (string)said is "default" ? "" : (string)said
            : string.IsNullOrEmpty(column.CollationName) ? null : column.CollationName;
}

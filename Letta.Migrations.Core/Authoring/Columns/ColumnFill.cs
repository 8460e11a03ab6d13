using FluentMigrator.Builders;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;

namespace Letta.Migrations.Authoring;

/// <summary>Gives the rows that already exist a value in a column that is new.</summary>
public static class ColumnFill
{
    private const string Feature = "Migrations.ColumnFill";

    /// <summary>
    /// Fills the new column of existing rows from an SQL expression over the row, before NOT NULL is enforced.
    /// On Postgres: the column is added nullable, filled by one UPDATE, then set NOT NULL. On SQLite the expression is part of the copy.
    /// </summary>
    /// <param name="column">A column that is being added.</param>
    /// <param name="expression">
    /// Means the same on both engines; refers to columns of the row by the table's name, e.g.
    /// <c>(select u.organization_id from users u where u.id = sources.user_id)</c>.
    /// </param>
    public static TNext FilledFrom<TNext>(this TNext column, string expression)
        where TNext : IFluentSyntax
    {
        if (column is not IColumnExpressionBuilder builder)
            throw new ArgumentException("Only a column that is being added can be filled.", nameof(column));

        builder.Column.AdditionalFeatures[Feature] = expression;
        return column;
    }

    /// <summary>The expression that fills the column, or null.</summary>
    internal static string? Read(ColumnDefinition column)
        => column.AdditionalFeatures.TryGetValue(Feature, out var expression) ? (string)expression : null;
}

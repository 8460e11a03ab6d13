using FluentMigrator.Model;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines.Sqlite.Sql;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>What a fluent index says, as an index of a SQLite table.</summary>
internal static class SqliteIndexes
{
    /// <summary>
    /// A filter makes a partial index; methods with their options, operator classes, included columns, the place of NULLs and storage are
    /// Postgres' own, and left out.
    /// </summary>
    public static TableIndex New(IndexDefinition index)
        => new(index.Name, index.IsUnique, [.. index.Columns.Select(Term)], IndexSyntax.FilterOf(index), IndexSyntax.NullsAreEqual(index));

    /// <summary>The index at the side of a constraint to which NULLs are equal.</summary>
    public static string NullsIndex(string constraint) => $"{constraint}_nulls";

    private static IndexColumn Term(IndexColumnDefinition column)
        => new(column.Name, column.Direction is Direction.Descending) { IsExpression = IndexSyntax.IsExpression(column) };
}

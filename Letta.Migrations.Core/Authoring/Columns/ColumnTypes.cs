using FluentMigrator.Builders;
using FluentMigrator.Infrastructure;

namespace Letta.Migrations.Authoring;

/// <summary>
/// Column types by the names that the catalog of Postgres gives them. Each is spelled once for both engines: what a type is on SQLite is
/// decided by its type map, in the terms of SQLAlchemy (DATETIME, BOOLEAN, JSON, BINARY …).
/// </summary>
public static class ColumnTypes
{
    /// <summary><c>character varying</c> without a length; VARCHAR on SQLite.</summary>
    public static TNext AsVarchar<TNext>(this IColumnTypeSyntax<TNext> column)
        where TNext : IFluentSyntax
        => column.AsCustom("varchar");

    /// <summary><c>text</c>; TEXT on SQLite.</summary>
    public static TNext AsText<TNext>(this IColumnTypeSyntax<TNext> column)
        where TNext : IFluentSyntax
        => column.AsCustom("text");

    /// <summary><c>json</c>; JSON on SQLite.</summary>
    public static TNext AsJson<TNext>(this IColumnTypeSyntax<TNext> column)
        where TNext : IFluentSyntax
        => column.AsCustom("json");

    /// <summary><c>jsonb</c>; JSON on SQLite.</summary>
    public static TNext AsJsonb<TNext>(this IColumnTypeSyntax<TNext> column)
        where TNext : IFluentSyntax
        => column.AsCustom("jsonb");

    /// <summary>
    /// <c>integer</c> that draws from a sequence of its own, <c>table_column_seq</c>; on SQLite INTEGER, which numbers itself where it is
    /// the primary key.
    /// </summary>
    public static TNext AsSerial<TNext>(this IColumnTypeSyntax<TNext> column)
        where TNext : IFluentSyntax
        => column.AsCustom("serial");

    /// <summary><c>timestamp with time zone</c>; DATETIME on SQLite, in UTC.</summary>
    public static TNext AsTimestampTz<TNext>(this IColumnTypeSyntax<TNext> column)
        where TNext : IFluentSyntax
        => column.AsDateTimeOffset();

    /// <summary><c>timestamp without time zone</c>; DATETIME on SQLite.</summary>
    public static TNext AsTimestamp<TNext>(this IColumnTypeSyntax<TNext> column)
        where TNext : IFluentSyntax
        => column.AsDateTime();

    /// <summary>pgvector's <c>vector(dimensions)</c>; BINARY on SQLite.</summary>
    public static TNext AsVector<TNext>(this IColumnTypeSyntax<TNext> column, int dimensions)
        where TNext : IFluentSyntax
        => column.AsCustom($"vector({dimensions})");

    /// <summary>An enum type made by <c>CreateEnum</c>; on SQLite VARCHAR as wide as the longest label.</summary>
    public static TNext AsEnum<TNext>(this IColumnTypeSyntax<TNext> column, string name, int longestLabel)
        where TNext : IFluentSyntax
        => column.AsCustom($"enum {name} {longestLabel}");
}

using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Fluent columns as the catalog of Postgres would show them.</summary>
internal static class SchemaStateColumns
{
    private static readonly PostgresRevisionQuoter Quoter = new("public");
    private static readonly PostgresRevisionGenerator Generator = new(Quoter);

    public static Column Of(ColumnDefinition column)
        => new(column.Name, Type(column), column.IsNullable == true, Default(column.DefaultValue))
        {
            Collation = NullIfEmpty(ColumnCollation.Of(column)),
            Identity = column.IsIdentity ? Identity(IsAlways(column) ? IdentityKind.Always : IdentityKind.ByDefault) : null,
            Computed = NullIfEmpty(column.Expression),
            Stored = column.Expression is null || column.ExpressionStored,
        };

    /// <summary>The column with what the alteration says.</summary>
    public static Column Altered(Column column, ColumnDefinition to) => column with
    {
        Type = Type(to),
        Nullable = to.IsNullable ?? column.Nullable,
        Collation = ColumnCollation.Of(to) is { } collation ? NullIfEmpty(collation) : column.Collation,
    };

    /// <summary>The type of the numbers, if the column is <c>serial</c>; otherwise null.</summary>
    public static string? Serial(ColumnDefinition column) => column.CustomType switch
    {
        "serial" => "integer",
        "bigserial" => "bigint",
        _ => null,
    };

    /// <summary>The default that draws from a sequence.</summary>
    public static string NextValue(string sequence) => $"nextval('{sequence}'::regclass)";

    /// <summary>A default as SQL; null for none.</summary>
    public static string? Default(object? value) => value switch
    {
        null or DBNull or ColumnDefinition.UndefinedDefaultValue => null,
        bool flag => flag ? "true" : "false",
        RawSql raw => raw.Value.Equals("null", StringComparison.OrdinalIgnoreCase) ? null : raw.Value,
        SystemMethods.CurrentDateTime or SystemMethods.CurrentDateTimeOffset => "now()",
        _ => Quoter.QuoteValue(value),
    };

    public static string? Identity(IdentityKind kind) => kind switch
    {
        IdentityKind.None => null,
        IdentityKind.Always => "identity always",
        _ => "identity",
    };

    private static string Type(ColumnDefinition column)
        => column.CustomType is { } type && type.StartsWith("enum ", StringComparison.Ordinal)
            ? type.Split(' ')[1]
            : PgTypes.Canonical(Generator.TypeOf(new AlterColumnExpression { TableName = "t", Column = Plain(column) }));

    private static ColumnDefinition Plain(ColumnDefinition column)
        => new() { Name = "c", Type = column.Type, Size = column.Size, Precision = column.Precision, CustomType = column.CustomType };

    private static bool IsAlways(ColumnDefinition column)
        => column.AdditionalFeatures.TryGetValue(PostgresExtensions.IdentityGeneration, out var kind)
            && kind is PostgresGenerationType.Always;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

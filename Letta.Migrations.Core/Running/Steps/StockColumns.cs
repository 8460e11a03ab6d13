using System.Data;
using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Model;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Running.Steps;

/// <summary>Columns of FluentMigrator: as the catalog of Postgres would show them, as text, and for a reader.</summary>
internal static class StockColumns
{
    private static readonly PostgresRevisionQuoter Quoter = new("public", stock: null);
    private static readonly PostgresRevisionGenerator Generator = new(Quoter);

    private static Column ToSchema(ColumnDefinition column)
        => new(column.Name, Type(column), column.IsNullable == true, Default(column.DefaultValue))
        {
            Collation = NullIfEmpty(ColumnCollation.Read(column)),
            Identity = column.IsIdentity ? ColumnIdentity.TextOf(IsAlways(column) ? IdentityKind.Always : IdentityKind.ByDefault) : null,
            Computed = NullIfEmpty(column.Expression),
            Stored = column.Expression is null || column.ExpressionStored,
        };

    /// <summary>The column with what the alteration says.</summary>
    public static Column Altered(Column column, ColumnDefinition to) => column with
    {
        Type = Type(to),
        Nullable = to.IsNullable ?? column.Nullable,
        Collation = ColumnCollation.Read(to) is { } collation ? NullIfEmpty(collation) : column.Collation,
    };

    /// <summary>A default as SQL; null for none.</summary>
    public static string? Default(object? value) => value switch
    {
        null or DBNull or ColumnDefinition.UndefinedDefaultValue => null,
        bool flag => flag ? "true" : "false",
        RawSql raw => raw.Value.Equals("null", StringComparison.OrdinalIgnoreCase) ? null : raw.Value,
        SystemMethods.CurrentDateTime or SystemMethods.CurrentDateTimeOffset => "now()",
        _ => Quoter.QuoteValue(value),
    };

    /// <summary>Adds a column, with the sequence that a <c>serial</c> one brings.</summary>
    public static void Add(SchemaState state, string table, ColumnDefinition definition)
    {
        var column = ToSchema(definition);
        if (Serial(definition) is { } type)
        {
            var sequence = new Sequence($"{table}_{column.Name}_seq", type, 1, 1, $"{table}.{column.Name}");
            state.Set(sequence);
            column = column with { Type = type, Default = Sequence.NextValue(sequence.Name) };
        }

        state.Add(table, column);
    }

    /// <summary>The column as a query can be asked over it before it is there.</summary>
    public static NewColumn NewColumn(ColumnDefinition column) => new(column.Name, column.Type switch
    {
        DbType.Int16 or DbType.Int32 => "integer",
        DbType.Int64 => "bigint",
        DbType.Boolean => "boolean",
        DbType.Decimal or DbType.Double => "numeric",
        DbType.DateTime or DbType.DateTime2 => "timestamp",
        DbType.DateTimeOffset => "timestamp with time zone",
        DbType.Guid => "uuid",
        _ => "varchar",
    });

    public static void Write(ColumnDefinition column, CanonicalLines lines)
    {
        lines.With("column", column.Name).With("type", column.Type).With("size", column.Size).With("precision", column.Precision)
            .With("as", column.CustomType).With("collation", column.CollationName)
            .With("expression", column.Expression).With("stored", column.ExpressionStored)
            .With("identity", column.IsIdentity).With("primary key", column.IsPrimaryKey).With("key name", column.PrimaryKeyName)
            .With("unique", column.IsUnique).With("comment", column.ColumnDescription)
            .With(column.AdditionalColumnDescriptions).With(column.AdditionalFeatures);
        if (column.IsNullable is { } nullable)
            lines.WithValue("nullable", nullable);
        if (column.DefaultValue is not ColumnDefinition.UndefinedDefaultValue)
            lines.WithValue("default", column.DefaultValue);
    }

    /// <summary>Its type as Postgres names it, and whether it is mandatory.</summary>
    public static string Describe(ColumnDefinition column) => $"{Named(column)}{(column.IsNullable is false ? " not null" : "")}";

    private static string Named(ColumnDefinition column) => (column.Type, column.CustomType?.Split(' ')) switch
    {
        (null, ["enum", var name, ..]) => name,
        (null, not null) => column.CustomType!,
        (DbType.DateTimeOffset, _) => "timestamptz",
        (DbType.DateTime, _) => "timestamp",
        (DbType.Int64, _) => "bigint",
        (DbType.Int32, _) => "integer",
        (DbType.Boolean, _) => "boolean",
        (DbType.Double, _) => "double precision",
        (DbType.String or DbType.AnsiString, _) => "text",
        (var other, _) => other?.ToString().ToLowerInvariant() ?? "the same type",
    };

    /// <summary>The type of the numbers, if the column is <c>serial</c>; otherwise null.</summary>
    private static string? Serial(ColumnDefinition column) => column.CustomType switch
    {
        "serial" => "integer",
        "bigserial" => "bigint",
        _ => null,
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

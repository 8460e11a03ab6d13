using Letta.Migrations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Reads a column from a model.</summary>
internal static class ColumnReader
{
    public static Column Read(ITable table, IColumn column)
        => new(column.Name, PgTypes.Canonical(column.StoreType), column.IsNullable, Default(table, column))
        {
            Collation = column.Collation,
            Identity = Strategy(table, column) switch
            {
                NpgsqlValueGenerationStrategy.IdentityByDefaultColumn => "identity",
                NpgsqlValueGenerationStrategy.IdentityAlwaysColumn => "identity always",
                _ => null,
            },
            Computed = column.ComputedColumnSql ?? Words(table, column),
            Stored = column.IsStored ?? true,
            Comment = column.Comment,
        };

    /// <summary>The sequence of a serial column; null for any other column.</summary>
    public static Sequence? SequenceOf(ITable table, IColumn column)
        => IsSerial(table, column)
            ? new Sequence(
                SerialName(table, column), PgTypes.Canonical(column.StoreType), Start: 1, Increment: 1, $"{table.Name}.{column.Name}")
            : null;

    /// <summary>
    /// A value is written as the provider writes it; only one that the model names counts, not what EF Core would fill in.
    /// </summary>
    private static string? Default(ITable table, IColumn column)
    {
        if (IsSerial(table, column))
            return $"nextval('{Identifier.Quoted(SerialName(table, column))}'::regclass)";
        if (column.DefaultValueSql is { Length: > 0 } sql)
            return sql;
        return Property(column)?.FindAnnotation(RelationalAnnotationNames.DefaultValue)?.Value switch
        {
            null => null,
            bool value => value ? "true" : "false",
            var value => Property(column)!.GetRelationalTypeMapping().GenerateSqlLiteral(value),
        };
    }

    private static string? Words(ITable table, IColumn column)
        => Property(column) is { } property && property.GetTsVectorConfig() is { } configuration
            ? TextSearch.Vector(table, (IEntityType)property.DeclaringType, configuration, property.GetTsVectorProperties() ?? [])
            : null;

    private static bool IsSerial(ITable table, IColumn column) => Strategy(table, column) is NpgsqlValueGenerationStrategy.SerialColumn;

    private static string SerialName(ITable table, IColumn column) => $"{table.Name}_{column.Name}_seq";

    private static NpgsqlValueGenerationStrategy? Strategy(ITable table, IColumn column)
        => Property(column) is { } property
            ? NpgsqlPropertyExtensions.GetValueGenerationStrategy(property, StoreObjectIdentifier.Table(table.Name, table.Schema))
            : null;

    /// <summary>None for a column that holds a document.</summary>
    private static IProperty? Property(IColumn column) => column.PropertyMappings.Count == 0 ? null : column.PropertyMappings[0].Property;
}

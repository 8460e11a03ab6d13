using System.Data;
using FluentMigrator.Model;

namespace Letta.Migrations.Running.StepDescriptions;

/// <summary>The type of a column, as Postgres names it, and whether it is mandatory.</summary>
internal static class ColumnDescriber
{
    public static string Of(ColumnDefinition column) => $"{TypeOf(column)}{(column.IsNullable is false ? " not null" : "")}";

    private static string TypeOf(ColumnDefinition column) => (column.Type, column.CustomType?.Split(' ')) switch
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
}

using System.Data;
using System.Globalization;
using FluentMigrator.Model;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// Column types on SQLite: those that SQLAlchemy makes there (VARCHAR, DATETIME, BOOLEAN, JSON, BINARY …), so that both find the same
/// schema. Anything that SQLite has no opinion on keeps the name the revision gave it.
/// </summary>
internal static class SqliteTypes
{
    public static string Map(ColumnDefinition column)
        => column.Type is { } type ? Map(type, column.Size, column.Precision) : Map(column.CustomType ?? "");

    private static string Map(DbType type, int? size, int? precision) => type switch
    {
        DbType.String or DbType.AnsiString => size is null or int.MaxValue ? "TEXT" : $"VARCHAR({size})",
        DbType.StringFixedLength or DbType.AnsiStringFixedLength => $"CHAR({size ?? 255})",
        DbType.Binary => "BINARY",
        DbType.Boolean => "BOOLEAN",
        DbType.Byte or DbType.SByte or DbType.Int16 => "SMALLINT",
        DbType.UInt16 or DbType.Int32 => "INTEGER",
        DbType.UInt32 or DbType.Int64 or DbType.UInt64 => "BIGINT",
        DbType.DateTime or DbType.DateTime2 or DbType.DateTimeOffset => "DATETIME",
        DbType.Date => "DATE",
        DbType.Time => "TIME",
        DbType.Double => "FLOAT",
        DbType.Single => "REAL",
        DbType.Decimal or DbType.VarNumeric => Invariant($"NUMERIC({size ?? 19}, {(size is null ? 5 : precision ?? 0)})"),
        DbType.Currency => "NUMERIC(19, 4)",
        DbType.Guid => "CHAR(36)",
        DbType.Xml => "TEXT",
        _ => throw new NotSupportedException($"SQLite has no type for {type}."),
    };

    /// <summary>A type by its name on Postgres, or by <c>enum name width</c> (<see cref="Authoring.ColumnTypes.AsEnum{TNext}"/>).</summary>
    private static string Map(string type)
    {
        var open = type.IndexOf('(', StringComparison.Ordinal);
        var size = open < 0 ? "" : type[open..(type.IndexOf(')', open) + 1)];
        var rest = open < 0 ? "" : type[(open + size.Length)..];
        var name = string.Join(
            ' ', ((open < 0 ? type : type[..open]) + rest).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));

        if (name.Split(' ') is ["enum", _, var width])
            return $"VARCHAR({width})";
        if (name.EndsWith("[]", StringComparison.Ordinal))
            return "JSON";

        return name switch
        {
            "varchar" or "character varying" => $"VARCHAR{size}",
            "char" or "character" or "bpchar" => $"CHAR{size}",
            "text" or "citext" or "xml" => "TEXT",
            "json" or "jsonb" => "JSON",
            "vector" or "halfvec" or "bytea" => "BINARY",
            "bool" or "boolean" => "BOOLEAN",
            "smallint" or "int2" => "SMALLINT",
            "int" or "integer" or "int4" or "serial" => "INTEGER",
            "bigint" or "int8" or "bigserial" => "BIGINT",
            "double precision" or "float8" or "float" => "FLOAT",
            "real" or "float4" => "REAL",
            // One spelling, in whichever word it was said.
            "numeric" or "decimal"
                => $"NUMERIC{size.Replace(" ", "", StringComparison.Ordinal).Replace(",", ", ", StringComparison.Ordinal)}",
            "uuid" => "CHAR(36)",
            "date" => "DATE",
            "time" or "timetz" or "time without time zone" or "time with time zone" => "TIME",
            "timestamp" or "timestamptz" or "timestamp without time zone" or "timestamp with time zone" or "datetime" => "DATETIME",
            _ => type.ToUpperInvariant(),
        };
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

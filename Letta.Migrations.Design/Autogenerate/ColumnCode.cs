using FluentMigrator;
using FluentMigrator.Model;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Columns as a revision says them.</summary>
/// <param name="enums">The enum types that a column may be of.</param>
internal sealed class ColumnCode(IReadOnlyList<EnumType> enums)
{
    /// <summary>What a fluent column of that type is called.</summary>
    public string TypeCode(string type)
    {
        if (Enum(type) is { } enumType)
            return $"AsEnum({CSharp.Text(enumType.Name)}, {Longest(enumType)})";

        var (name, arguments) = Split(type);
        return (name, arguments) switch
        {
            ("character varying", []) => "AsVarchar()",
            ("character varying", [var length]) => $"AsString({length})",
            ("text", []) => "AsText()",
            ("integer", []) => "AsInt32()",
            ("bigint", []) => "AsInt64()",
            ("smallint", []) => "AsInt16()",
            ("boolean", []) => "AsBoolean()",
            ("double precision", []) => "AsDouble()",
            ("real", []) => "AsFloat()",
            ("json", []) => "AsJson()",
            ("jsonb", []) => "AsJsonb()",
            ("uuid", []) => "AsGuid()",
            ("date", []) => "AsDate()",
            ("timestamp with time zone", []) => "AsTimestampTz()",
            ("timestamp without time zone", []) => "AsTimestamp()",
            ("numeric", [var precision, var scale]) => $"AsDecimal({precision}, {scale})",
            ("vector", [var dimensions]) => $"AsVector({dimensions})",
            ("serial", _) => "AsSerial()",
            _ => $"AsCustom({CSharp.Text(type)})",
        };
    }

    /// <summary>How FluentMigrator is given that type.</summary>
    public string CustomType(string type) => Enum(type) is { } enumType ? $"enum {enumType.Name} {Longest(enumType)}" : type;

    /// <summary>Everything about a new column, after its name.</summary>
    /// <param name="column">The column.</param>
    /// <param name="nullable">Whether it takes NULL, at first.</param>
    /// <param name="key">The primary key that it belongs to, if that is created with it.</param>
    public string Code(Column column, bool nullable, string? key = null)
        => $".{TypeCode(column.Type)}"
            + (column.Collation is null ? "" : $".Collate({CSharp.Text(column.Collation)})")
            + column.Identity switch { null => "", "identity always" => ".IdentityAlways()", _ => ".Identity()" }
            + (column.Computed is null ? "" : $".Computed({CSharp.Text(column.Computed)}, {(column.Stored ? "true" : "false")})")
            + (nullable ? ".Nullable()" : ".NotNullable()")
            + (key is null ? "" : $".PrimaryKey({CSharp.Text(key)})")
            + (column.Default is null || Sequences.DrawnBy(column) is not null ? "" : Default(column));

    /// <summary>The same, said.</summary>
    public void Say(ColumnDefinition said, Column column, bool nullable)
    {
        said.CustomType = CustomType(column.Type);
        said.IsNullable = nullable;
        if (column.Default is not null && Sequences.DrawnBy(column) is null)
            said.DefaultValue = Value(column);
        if (column.Computed is not null)
            (said.Expression, said.ExpressionStored) = (column.Computed, column.Stored);
    }

    /// <summary>A default as the fluent word takes it.</summary>
    public static string Default(Column column) => Value(column) switch
    {
        bool flag => $".WithDefaultValue({(flag ? "true" : "false")})",
        long number => $".WithDefaultValue({CSharp.Number(number)})",
        string text => $".WithDefaultValue({CSharp.Text(text)})",
        SystemMethods => ".WithDefault(SystemMethods.CurrentDateTime)",
        _ => $".WithDefaultValue(RawSql.Insert({CSharp.Text(column.Default!)}))",
    };

    /// <summary>A default as FluentMigrator takes it: simple literals as values, everything else as SQL.</summary>
    public static object Value(Column column)
    {
        var sql = column.Default!;
        if (sql is "true" or "false")
            return sql is "true";
        if (sql is "now()")
            return SystemMethods.CurrentDateTime;
        if (long.TryParse(sql, System.Globalization.NumberStyles.AllowLeadingSign, provider: null, out var number))
            return number;
        return SqlLiteral.TextOf(sql, column.Type) ?? (object)RawSql.Insert(sql);
    }

    public EnumType? Enum(string type)
        => enums.FirstOrDefault(e => string.Equals(e.Name, type.Trim('"'), StringComparison.Ordinal));

    private static int Longest(EnumType type) => type.Labels.Max(l => l.Length);

    /// <summary>A type and its arguments: <c>numeric(10,2)</c> is <c>numeric</c> with 10 and 2.</summary>
    public static (string Name, string[] Arguments) Split(string type)
        => type.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && type.EndsWith(')')
            ? (type[..open], [.. type[(open + 1)..^1].Split(',').Select(a => a.Trim())])
            : (type, []);
}

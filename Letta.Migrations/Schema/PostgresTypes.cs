namespace Letta.Migrations.Schema;

/// <summary>Types by the one name that Postgres' catalog gives them (<c>format_type</c>), whatever they are called elsewhere.</summary>
internal static class PostgresTypes
{
    /// <summary>The catalog's name, e.g. <c>character varying(10)</c> for <c>VARCHAR( 10 )</c>; a name it has no other one for stays.</summary>
    public static string Canonical(string type)
    {
        var text = string.Join(' ', type.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (text.EndsWith("[]", StringComparison.Ordinal))
            return Canonical(text[..^2]) + "[]";

        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = open < 0 ? -1 : text.IndexOf(')', open);
        if (close < 0)
            return Named(text, "");

        var arguments = $"({string.Join(',', text[(open + 1)..close].Split(',').Select(a => a.Trim()))})";
        return Named($"{text[..open].TrimEnd()}{text[(close + 1)..]}", arguments);
    }

    private static string Named(string name, string arguments) => name.ToLowerInvariant() switch
    {
        "varchar" or "character varying" => $"character varying{arguments}",
        "char" or "character" => arguments.Length > 0 ? $"character{arguments}" : "character(1)",
        "int" or "int4" or "integer" => "integer",
        "int2" or "smallint" => "smallint",
        "int8" or "bigint" => "bigint",
        "bool" or "boolean" => "boolean",
        "float8" or "float" or "double precision" => "double precision",
        "float4" or "real" => "real",
        "decimal" or "numeric" => arguments.Length > 0 && !arguments.Contains(',', StringComparison.Ordinal) ? $"numeric{arguments[..^1]},0)" : $"numeric{arguments}",
        "timestamptz" or "timestamp with time zone" => $"timestamp{arguments} with time zone",
        "timestamp" or "timestamp without time zone" => $"timestamp{arguments} without time zone",
        "timetz" or "time with time zone" => $"time{arguments} with time zone",
        "time" or "time without time zone" => $"time{arguments} without time zone",
        "varbit" or "bit varying" => $"bit varying{arguments}",
        "text" or "json" or "jsonb" or "uuid" or "date" or "bytea" or "xml" or "inet" or "cidr" or "citext" or "interval" or "vector" or "halfvec"
            => name.ToLowerInvariant() + arguments,
        _ => name + arguments,
    };
}

namespace Letta.Migrations.Schema;

/// <summary>The names of Postgres' types, as its catalog spells them.</summary>
internal static class PgTypes
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["varchar"] = "character varying",
        ["char"] = "character",
        ["bool"] = "boolean",
        ["int"] = "integer",
        ["int2"] = "smallint",
        ["int4"] = "integer",
        ["int8"] = "bigint",
        ["smallserial"] = "smallint",
        ["serial"] = "integer",
        ["bigserial"] = "bigint",
        ["float"] = "double precision",
        ["float4"] = "real",
        ["float8"] = "double precision",
        ["decimal"] = "numeric",
        ["varbit"] = "bit varying",
        ["timestamp"] = "timestamp without time zone",
        ["timestamptz"] = "timestamp with time zone",
        ["time"] = "time without time zone",
        ["timetz"] = "time with time zone",
    };

    /// <summary>A type as <c>format_type</c> writes it: <c>varchar(20)[]</c> as <c>character varying(20)[]</c>.</summary>
    public static string Canonical(string type)
    {
        var array = type.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket ? type[bracket..] : "";
        var element = type[..^array.Length].Trim();
        var (open, close) = (element.IndexOf('(', StringComparison.Ordinal), element.IndexOf(')', StringComparison.Ordinal));
        var arguments = open < 0 || close < open ? "" : element[open..(close + 1)].Replace(" ", "", StringComparison.Ordinal);
        var name = arguments.Length == 0 ? element : $"{element[..open].Trim()} {element[(close + 1)..].Trim()}".Trim();
        name = Aliases.GetValueOrDefault(name.ToLowerInvariant(), name);

        // The arguments of a time stand before "with" or "without": timestamp(3) with time zone.
        var zone = name.IndexOf(" with", StringComparison.Ordinal);
        return (zone < 0 ? name + arguments : name[..zone] + arguments + name[zone..]) + array;
    }
}

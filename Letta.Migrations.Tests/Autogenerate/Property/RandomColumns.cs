using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Tests.Autogenerate.Property;

/// <summary>Columns of every type, and what can be said of one.</summary>
internal sealed class RandomColumns(RandomModel model)
{
    private static readonly string[] Types =
    [
        "character varying", "character varying(20)", "character varying(40)", "character varying(200)", "text", "text",
        "integer", "integer", "bigint", "smallint", "boolean", "double precision", "numeric(10,2)", "numeric(14,4)",
        "json", "jsonb", "uuid", "date", "timestamp with time zone", "timestamp without time zone", "bytea", "vector(3)",
    ];

    /// <summary>Which types a column may get instead of its own; every value that is written by these tests goes there and back.</summary>
    private static readonly Dictionary<string, string[]> Others = new(StringComparer.Ordinal)
    {
        ["character varying"] = ["text", "character varying(40)", "character varying(200)"],
        ["character varying(20)"] = ["text", "character varying", "character varying(40)", "character varying(200)"],
        ["character varying(40)"] = ["text", "character varying", "character varying(20)", "character varying(200)"],
        ["character varying(200)"] = ["text", "character varying", "character varying(20)", "character varying(40)"],
        ["text"] = ["character varying", "character varying(20)", "character varying(200)"],
        ["smallint"] = ["integer", "bigint", "numeric(14,4)", "text"],
        ["integer"] = ["smallint", "bigint", "numeric(10,2)", "double precision", "text"],
        ["bigint"] = ["integer", "smallint", "numeric(10,2)", "character varying"],
        ["boolean"] = ["integer"],
        ["double precision"] = ["numeric(10,2)", "real", "text"],
        ["numeric(10,2)"] = ["numeric(14,4)", "double precision"],
        ["numeric(14,4)"] = ["numeric(10,2)"],
        ["json"] = ["jsonb", "text"],
        ["jsonb"] = ["json"],
        ["uuid"] = ["text", "character varying(40)"],
        ["date"] = ["timestamp with time zone", "timestamp without time zone"],
        ["timestamp with time zone"] = ["timestamp without time zone"],
        ["timestamp without time zone"] = ["timestamp with time zone"],
    };

    public static bool IsText(string type) => type is "text" || type.StartsWith("character varying", StringComparison.Ordinal);

    public static bool IsNumber(string type) => type is "smallint" or "integer" or "bigint";

    /// <summary>Whether a key or a unique index over it makes sense: its values differ from row to row.</summary>
    public static bool IsTelling(Column column)
        => column.Computed is null && (IsText(column.Type) || IsNumber(column.Type) || column.Type is "uuid" or "date" or "numeric(10,2)");

    /// <summary>Whether an ordinary index can be over it.</summary>
    public bool IsSortable(Column column)
        => column.Type is not ("json" or "bytea") && !column.Type.StartsWith("vector", StringComparison.Ordinal);

    public EnumType? Enum(string type) => model.Schema.Enums.FirstOrDefault(e => e.Name == type);

    public Column New(bool withDefault = true)
    {
        var enums = model.Schema.Enums;
        var type = enums.Count > 0 && model.Chance(15) ? model.Pick(enums).Name : model.Pick(Types);
        var column = new Column(model.Name("c"), type, model.Chance(60), withDefault && model.Chance(45) ? Default(type) : null);
        return column with
        {
            Collation = IsText(type) && model.Chance(10) ? "C" : null,
            Comment = model.Chance(10) ? Comment() : null,
        };
    }

    public string Comment() => model.Pick(["what it is for", "it's \"so\"", "two\nlines", "ü; --"]);

    public string? Other(string type)
        => Enum(type) is not null
            ? model.Pick(["text", "character varying(40)"])
            : Others.TryGetValue(type, out var others) ? model.Pick(others) : null;

    /// <summary>A default of that type; null where none is to be had on both engines.</summary>
    public string? Default(string type)
    {
        if (Enum(type) is { } labels)
            return $"{SqlLiteral.Quote(model.Pick(labels.Labels))}::{type}";
        if (IsText(type))
            return model.Pick(["'x'", "'it''s \"so\"'", "''", "'true'", "'7'", "'now()'"]) + model.Pick(["", $"::{type.Split('(')[0]}"]);
        return type switch
        {
            "smallint" or "integer" or "bigint" => model.Pick(["0", "7", "'-1'::integer"]),
            "boolean" => model.Pick(["true", "false"]),
            "double precision" => "0.5",
            "numeric(10,2)" or "numeric(14,4)" => "1.5",
            "json" or "jsonb" => model.Pick([$"'{{}}'::{type}", $$"""'{"a": [1, "it''s"]}'::{{type}}"""]),
            "uuid" => "'6f1c7a52-0d3e-4b7e-9d55-0a6a3a1c9b11'::uuid",
            "date" => model.Pick(["CURRENT_DATE", "'2025-01-31'::date"]),
            "timestamp with time zone" => model.Pick(["now()", "CURRENT_TIMESTAMP"]),
            "timestamp without time zone" => "now()",
            _ => null,
        };
    }
}

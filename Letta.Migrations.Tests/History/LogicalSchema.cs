using System.Text.RegularExpressions;

namespace Letta.Migrations.Tests.History;

/// <summary>
/// A Postgres catalog as the logical schema that SQLite must have too: tables, columns with their types under a written mapping,
/// nullability and defaults, keys, uniques and foreign keys by signature, indexes by name. Constraint names and enum types are Postgres'
/// own.
/// </summary>
internal static partial class LogicalSchema
{
    public static IEnumerable<string> Read(IReadOnlyList<string> catalog)
    {
        var enums = catalog.Where(l => l.StartsWith("enum|", StringComparison.Ordinal)).Select(l => l.Split('|'))
            .ToDictionary(p => p[1], p => p[2].Split(',').Max(label => label.Length), StringComparer.Ordinal);
        return catalog.Select(line => Line(line, enums)).OfType<string>().Order(StringComparer.Ordinal);
    }

    /// <summary>Letta's own types on SQLite, as SQLAlchemy makes them.</summary>
    private static string Type(string postgres, Dictionary<string, int> enums) => postgres switch
    {
        "character varying" => "VARCHAR",
        "text" => "TEXT",
        "json" or "jsonb" => "JSON",
        "boolean" => "BOOLEAN",
        "integer" => "INTEGER",
        "bigint" => "BIGINT",
        "timestamp with time zone" or "timestamp without time zone" => "DATETIME",
        _ when postgres.StartsWith("character varying(", StringComparison.Ordinal) => $"VARCHAR{postgres["character varying".Length..]}",
        _ when enums.TryGetValue(postgres, out var longest) => $"VARCHAR({longest})",
        _ when postgres.StartsWith("vector(", StringComparison.Ordinal) => "BINARY",
        _ => throw new InvalidOperationException($"No mapping for {postgres}."),
    };

    private static string Default(string postgres) => postgres switch
    {
        "-" => "-",
        "now()" or "CURRENT_TIMESTAMP" => "CURRENT_TIMESTAMP",
        "false" => "FALSE",
        "true" => "TRUE",
        "'[]'::jsonb" => "'[]'",
        _ when postgres.All(char.IsAsciiDigit) => postgres,
        _ when postgres.StartsWith("nextval(", StringComparison.Ordinal) => "-",
        _ => throw new InvalidOperationException($"No mapping for the default {postgres}."),
    };

    private static string? Line(string line, Dictionary<string, int> enums) => line.Split('|') switch
    {
        ["table", ..] => line,
        ["column", var table, var name, var type, var nullable, var value]
            => $"column|{table}|{name}|{Type(type, enums)}|{nullable}|{Default(value)}",
        ["constraint", var table, _, var definition] => definition switch
        {
            _ when definition.StartsWith("PRIMARY KEY ", StringComparison.Ordinal)
                => $"primary key|{table}|{definition["PRIMARY KEY ".Length..]}",
            _ when definition.StartsWith("UNIQUE ", StringComparison.Ordinal) => $"unique|{table}|{definition["UNIQUE ".Length..]}",
            _ when definition.StartsWith("FOREIGN KEY ", StringComparison.Ordinal)
                => $"foreign key|{table}|{definition["FOREIGN KEY ".Length..]}",
            _ => throw new InvalidOperationException($"No mapping for {definition}."),
        },
        ["index", var table, var name, var definition]
            => $"index|{table}|{name}|{Index().Replace(definition, "${unique}${columns}").Replace("\"", "", StringComparison.Ordinal)}",
        ["enum" or "sequence", ..] => null,
        _ => throw new InvalidOperationException($"No mapping for {line}."),
    };

    [GeneratedRegex(@"^CREATE (?<unique>UNIQUE )?INDEX \S+ ON \S+ USING btree (?<columns>\(.*\))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Index();
}

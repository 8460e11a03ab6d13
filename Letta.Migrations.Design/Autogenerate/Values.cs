using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Autogenerate;

/// <summary>Which values fit into which columns.</summary>
internal static class Values
{
    /// <summary>
    /// SQL for a value that rows get in a new column until a person says better: an empty one. Null where there is none that could be
    /// right: in a key, or of a type whose every value means something.
    /// </summary>
    public static string? Placeholder(Table table, Column column, ColumnCode words)
    {
        var inKey = table.Constraints.Any(c => c.KeyColumns.Contains(column.Name))
            || table.Constraints.OfType<Check>().Any(c => c.Condition.Contains(column.Name, StringComparison.Ordinal))
            || table.Indexes.Any(i => i.Unique && i.Terms.Any(t => t.Expression == column.Name));
        if (inKey)
            return null;
        if (words.Enum(column.Type) is { } type)
            return type.Labels.Count == 0 ? null : SqlLiteral.Quote(type.Labels[0]);
        return ColumnCode.Split(column.Type).Name switch
        {
            "character varying" or "text" => "''",
            "smallint" or "integer" or "bigint" or "numeric" or "double precision" or "real" => "0",
            "boolean" => "false",
            "json" or "jsonb" => "'{}'",
            "timestamp with time zone" or "timestamp without time zone" => "current_timestamp",
            "date" => "current_date",
            _ => null,
        };
    }

    /// <summary>What a reader should know of a change of type; null if every value goes through it as it is.</summary>
    public static string? Narrowing(string from, string to)
    {
        if (from == to)
            return null;

        var ((before, had), (after, has)) = (ColumnCode.Split(from), ColumnCode.Split(to));
        return (before, after) switch
        {
            ("character varying", "character varying") when has.Length == 0 || (had.Length > 0 && int.Parse(had[0]) <= int.Parse(has[0]))
                => null,
            ("character varying", "text") or ("smallint", "integer" or "bigint") or ("integer", "bigint") or ("real", "double precision")
                => null,
            ("text", "character varying") when has.Length == 0 => null,
            ("json", "jsonb") or ("jsonb", "json") => null,
            ("timestamp with time zone", "timestamp without time zone") or ("timestamp without time zone", "timestamp with time zone")
                => "The times are read as UTC.",
            _ => $"From {from}: a value that does not fit stops the revision, or is rounded.",
        };
    }

    /// <summary>Whether its values are text.</summary>
    public static bool IsText(string type) => ColumnCode.Split(type).Name is "text" or "character varying" or "character";

    /// <summary>The greatest length of a text; null if there is none.</summary>
    public static int? Length(string type)
        => ColumnCode.Split(type) is ("character varying" or "character", [var length]) ? int.Parse(length) : null;
}

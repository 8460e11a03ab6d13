namespace Letta.Migrations.Tests.Engines.Sqlite.Model;

internal sealed class ModelColumn
{
    public required string Name { get; set; }

    /// <summary>The type as SQLite is to show it.</summary>
    public required string Type { get; set; }

    public bool NotNull { get; set; }

    /// <summary>The default as SQLite is to show it, and its value.</summary>
    public (string Shown, object Value)? Default { get; set; }

    /// <summary>The column that this one is generated from, as its copy.</summary>
    public ModelColumn? Source { get; set; }

    public bool Stored { get; set; }

    public string? Collation { get; set; }

    /// <summary>
    /// What becomes of a value in a column of this type (https://sqlite.org/datatype3.html#determination_of_column_affinity).
    /// </summary>
    public object? Store(object? value)
        => (value, Type.Contains("CHAR", StringComparison.Ordinal) || Type.Contains("TEXT", StringComparison.Ordinal)) switch
        {
            (long number, true) => number.ToString(),
            (string text, false) when long.TryParse(text, out var number) => number,
            _ => value,
        };
}

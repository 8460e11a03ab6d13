namespace Letta.Migrations.Schema;

/// <summary>A sequence.</summary>
/// <param name="Name">The sequence.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Start">Its first value.</param>
/// <param name="Increment">The step from one value to the next.</param>
/// <param name="Owner">The column it goes with, as <c>table.column</c>; null if it stands alone.</param>
internal sealed record Sequence(string Name, string Type, long Start, long Increment, string? Owner) : SchemaItem(Name)
{
    public override string Kind => "sequence";

    /// <summary>Its least value, where it is not the usual one of its type; null if it is.</summary>
    public long? Least { get; init; }

    /// <summary>Its largest value, where it is not the usual one of its type; null if it is.</summary>
    public long? Largest { get; init; }

    /// <summary>Whether it begins again at its end.</summary>
    public bool Cycles { get; init; }

    /// <summary>The default of a column that draws from a sequence, as Postgres shows it.</summary>
    public static string NextValue(string sequence) => $"nextval('{sequence}'::regclass)";

    public override string Text
        => $"{Type} start {Start} by {Increment}"
            + (Least is null ? "" : $" from {Least}")
            + (Largest is null ? "" : $" up to {Largest}")
            + (Cycles ? " cycle" : "")
            + (Owner is null ? "" : $" owned by {Owner}");
}

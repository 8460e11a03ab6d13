namespace Letta.Migrations.Schema;

/// <summary>A column of a table.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type with its arguments, as the engine names it.</param>
/// <param name="Nullable">Whether it takes NULL.</param>
/// <param name="Default">The expression of its default; null for none.</param>
internal sealed record Column(string Name, string Type, bool Nullable, string? Default) : SchemaItem(Name)
{
    public override string Kind => "column";

    /// <summary>How it sorts and compares, where that is not the usual way of its type; null if it is.</summary>
    public string? Collation { get; init; }

    /// <summary>Whether the database numbers it: <c>identity always</c> or <c>identity</c>; null if it does not.</summary>
    public string? Identity { get; init; }

    /// <summary>The expression over its row that it is computed from; null if it is not.</summary>
    public string? Computed { get; init; }

    /// <summary>Whether its computed values are kept with the row.</summary>
    public bool Stored { get; init; } = true;

    /// <summary>What the catalog says about it in words; null for nothing.</summary>
    public string? Comment { get; init; }

    public override string Text
        => $"{Type}{(Collation is null ? "" : $" collate {Collation}")} {(Nullable ? "null" : "not null")}"
            + (Default is null ? "" : $" default {Default}")
            + (Identity is null ? "" : $" {Identity}")
            + (Computed is null ? "" : $" generated as {Computed}{(Stored ? " stored" : "")}")
            + (Comment is null ? "" : $" comment '{Comment}'");
}

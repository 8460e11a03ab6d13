namespace Letta.Migrations.Schema;

/// <summary>A column of a table.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type with its arguments, as the engine names it.</param>
/// <param name="Nullable">Whether it takes NULL.</param>
/// <param name="Default">The expression of its default; null for none.</param>
/// <param name="Generated">How it is filled without anybody's doing, e.g. <c>identity always</c>; null if it is not.</param>
internal sealed record Column(string Name, string Type, bool Nullable, string? Default, string? Generated = null) : SchemaItem(Name)
{
    public override string Kind => "column";

    public override string Text
        => $"{Type} {(Nullable ? "null" : "not null")}{(Default is null ? "" : $" default {Default}")}{(Generated is null ? "" : $" {Generated}")}";
}

namespace Letta.Migrations.Schema;

/// <summary>An enum type.</summary>
/// <param name="Name">The type.</param>
/// <param name="Labels">Its labels, in their order.</param>
internal sealed record EnumType(string Name, IReadOnlyList<string> Labels) : SchemaItem(Name)
{
    public override string Kind => "enum";

    public override string Text => $"({string.Join(", ", Labels)})";
}

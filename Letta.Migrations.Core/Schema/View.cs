namespace Letta.Migrations.Schema;

/// <summary>A view.</summary>
/// <param name="Name">The view.</param>
/// <param name="Definition">As the engine writes it.</param>
internal sealed record View(string Name, string Definition) : SchemaItem(Name)
{
    public override string Kind => "view";

    public override string Text => Definition;
}

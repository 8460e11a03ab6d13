namespace Letta.Migrations.Schema;

/// <summary>A trigger of a table.</summary>
/// <param name="Name">The trigger.</param>
/// <param name="Definition">As the engine writes it.</param>
internal sealed record Trigger(string Name, string Definition) : SchemaItem(Name)
{
    public override string Kind => "trigger";

    public override string Text => Definition;
}

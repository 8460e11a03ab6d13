namespace Letta.Migrations.Authoring;

/// <summary>Drops an enum type.</summary>
/// <param name="name">The type.</param>
public sealed class DropEnumExpression(string name) : RevisionExpression
{
    /// <summary>The type.</summary>
    public string Name { get; } = name;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

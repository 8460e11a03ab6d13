namespace Letta.Migrations.Authoring;

/// <summary>Creates an enum type.</summary>
/// <param name="name">The type.</param>
/// <param name="labels">Its labels, in order.</param>
public sealed class CreateEnumExpression(string name, IReadOnlyList<string> labels) : RevisionExpression
{
    /// <summary>The type.</summary>
    public string Name { get; } = name;

    /// <summary>Its labels, in order.</summary>
    public IReadOnlyList<string> Labels { get; } = labels;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

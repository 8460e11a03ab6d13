namespace Letta.Migrations.Authoring;

/// <summary>Makes sure that a Postgres extension is installed.</summary>
/// <param name="name">The extension, e.g. <c>vector</c>.</param>
public sealed class CreateExtensionExpression(string name) : RevisionExpression
{
    /// <summary>The extension, e.g. <c>vector</c>.</summary>
    public string Name { get; } = name;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

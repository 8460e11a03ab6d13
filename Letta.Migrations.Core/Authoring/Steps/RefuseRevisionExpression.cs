namespace Letta.Migrations.Authoring;

/// <summary>
/// Refuses a revision whose conditions found rows, or whose <see cref="LosesExpression"/>s did and loss was not accepted. It is not written
/// by an author: it follows the last condition, so that a person who has to decide sees everything at once.
/// </summary>
/// <param name="revision">The revision, as it is named to users.</param>
public sealed class RefuseRevisionExpression(string revision) : DeclarationExpression
{
    /// <summary>The revision, as it is named to users.</summary>
    public string Revision { get; } = revision;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    /// <summary>Nothing: no author writes it.</summary>
    internal override void WriteCanonicalText(CanonicalLines lines)
    {
    }
}

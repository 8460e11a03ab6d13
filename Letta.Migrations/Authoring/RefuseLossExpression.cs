namespace Letta.Migrations.Authoring;

/// <summary>
/// Refuses a revision whose <see cref="LosesExpression"/>s found rows, unless loss was accepted. It is not written by an author: it follows
/// the last of them, so that a person who has to decide is told all losses at once.
/// </summary>
/// <param name="revision">The revision, as it is named to users.</param>
public sealed class RefuseLossExpression(string revision) : RevisionExpression
{
    /// <summary>The revision, as it is named to users.</summary>
    public string Revision { get; } = revision;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

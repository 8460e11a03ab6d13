namespace Letta.Migrations.Authoring;

/// <summary>Something that the downgrade of a revision cannot restore.</summary>
/// <param name="why">What, and why.</param>
public sealed class IrreversibleExpression(string why) : DeclarationExpression
{
    /// <summary>What, and why.</summary>
    public string Why { get; } = why;

    /// <summary>Nothing: it is a declaration.</summary>
    protected override void ExecuteWith(IRevisionProcessor processor)
    {
    }

    /// <summary>Nothing: it is a word for people.</summary>
    internal override void WriteCanonicalText(CanonicalLines lines)
    {
    }
}

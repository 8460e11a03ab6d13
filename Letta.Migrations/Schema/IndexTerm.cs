namespace Letta.Migrations.Schema;

/// <summary>A column or an expression of an index.</summary>
/// <param name="Expression">The column or expression, with its operator class where that is not the usual one.</param>
/// <param name="Descending">Whether its largest value comes first.</param>
internal sealed record IndexTerm(string Expression, bool Descending = false)
{
    /// <summary>As an index lists it.</summary>
    public string Text => Descending ? $"{Expression} desc" : Expression;
}

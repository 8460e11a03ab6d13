namespace Letta.Migrations.Schema;

/// <summary>A column or an expression of an index.</summary>
/// <param name="Expression">The column or expression.</param>
/// <param name="Descending">Whether its largest value comes first.</param>
internal sealed record IndexTerm(string Expression, bool Descending = false)
{
    /// <summary>Whether it is an expression rather than the name of a column.</summary>
    public bool IsExpression { get; init; }

    /// <summary>The operator class, where it is not the usual one of its type; null if it is.</summary>
    public string? OperatorClass { get; init; }

    /// <summary>
    /// Whether rows with NULL come first, where that is not the usual place: last, or first where it descends; null if it is.
    /// </summary>
    public bool? NullsFirst { get; init; }

    /// <summary>As an index lists it.</summary>
    public string Text
        => Expression
            + (OperatorClass is null ? "" : $" {OperatorClass}")
            + (Descending ? " desc" : "")
            + (NullsFirst is { } first ? $" nulls {(first ? "first" : "last")}" : "");
}

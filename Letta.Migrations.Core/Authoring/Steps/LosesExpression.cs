namespace Letta.Migrations.Authoring;

/// <summary>Rows that lose data by this revision, because what it drops has no replacement.</summary>
/// <param name="table">The table the rows are in.</param>
/// <param name="what">What is lost, e.g. "the API tokens".</param>
/// <param name="query">A SELECT of the rows that lose it, their key in the first column.</param>
/// <param name="why">Why it has no replacement.</param>
public sealed class LosesExpression(string table, string what, string query, string why) : DeclarationExpression
{
    /// <summary>The table the rows are in.</summary>
    public string Table { get; } = table;

    /// <summary>What is lost, e.g. "the API tokens".</summary>
    public string What { get; } = what;

    /// <summary>A SELECT of the rows that lose it, their key in the first column.</summary>
    public string Query { get; } = query;

    /// <summary>Why it has no replacement.</summary>
    public string Why { get; } = why;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("lose").With("table", Table).With("query", Query);
}

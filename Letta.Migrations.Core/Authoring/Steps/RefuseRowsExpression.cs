namespace Letta.Migrations.Authoring;

/// <summary>A condition that existing rows must meet before the revision changes anything.</summary>
/// <param name="table">The table the rows are in.</param>
/// <param name="offence">What is wrong with them, continuing "3 rows of sources …".</param>
/// <param name="query">A SELECT of the offending rows, their key in the first column.</param>
/// <param name="remedy">What a person should do about them.</param>
public sealed class RefuseRowsExpression(string table, string offence, string query, string remedy) : DeclarationExpression
{
    /// <summary>The table the rows are in.</summary>
    public string Table { get; } = table;

    /// <summary>What is wrong with them, continuing "3 rows of sources …".</summary>
    public string Offence { get; } = offence;

    /// <summary>A SELECT of the offending rows, their key in the first column.</summary>
    public string Query { get; } = query;

    /// <summary>What a person should do about them.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>What the query was made from, where an engine may spell it in its own way; null where it is the author's SQL.</summary>
    internal OrphanQuery? Orphans { get; init; }

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);

    internal override void WriteCanonicalText(CanonicalLines lines)
        => lines.Line("refuse").With("table", Table).With("query", Query);
}

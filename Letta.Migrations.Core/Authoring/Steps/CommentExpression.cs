namespace Letta.Migrations.Authoring;

/// <summary>Says in words what a table or a column is for.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column; null for the table.</param>
/// <param name="comment">The words; null for none any more.</param>
public sealed class CommentExpression(string table, string? column, string? comment) : RevisionExpression
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The column; null for the table.</summary>
    public string? Column { get; } = column;

    /// <summary>The words; null for none any more.</summary>
    public string? Comment { get; } = comment;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

namespace Letta.Migrations.Authoring;

/// <summary>Lets a column draw no values from a sequence any more.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column.</param>
public sealed class StopDrawingExpression(string table, string column) : RevisionExpression
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

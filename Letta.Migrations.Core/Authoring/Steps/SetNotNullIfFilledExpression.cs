namespace Letta.Migrations.Authoring;

/// <summary>Makes a column NOT NULL if no row has NULL in it.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column.</param>
public sealed class SetNotNullIfFilledExpression(string table, string column) : RevisionExpression
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

namespace Letta.Migrations.Authoring;

/// <summary>Gives rows that have NULL in a column a value, where there is one for them.</summary>
/// <param name="table">The table; its key is <c>id</c>.</param>
/// <param name="column">The column.</param>
/// <param name="value">The value, as SQL that means the same on both engines; NULL for a row that gets none.</param>
public sealed class FillExpression(string table, string column, string value) : RevisionExpression
{
    /// <summary>The table; its key is <c>id</c>.</summary>
    public string Table { get; } = table;

    /// <summary>The column.</summary>
    public string Column { get; } = column;

    /// <summary>The value, as SQL that means the same on both engines; NULL for a row that gets none.</summary>
    public string Value { get; } = value;

    /// <summary>The statement; the rows that have a value already, and those that get none, are not written.</summary>
    /// <param name="range">More conditions on the row, each beginning with AND; empty for all rows.</param>
    internal string Update(string range = "")
        => $"UPDATE {Table} SET {Column} = {Value} WHERE {Column} IS NULL{range} AND {Value} IS NOT NULL";

    /// <inheritdoc />
    protected override void ExecuteWith(IRevisionProcessor processor) => processor.Process(this);
}

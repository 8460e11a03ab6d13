namespace Letta.Migrations.Backfills;

/// <summary>A row as a transform sees it: what it asked to read, as text.</summary>
public sealed class BackfillRow
{
    private readonly IReadOnlyList<string> _columns;
    private readonly string?[] _values;

    internal BackfillRow(IReadOnlyList<string> columns, string?[] values) => (_columns, _values) = (columns, values);

    /// <summary>The value of a column that is read; null for NULL.</summary>
    /// <param name="column">The column.</param>
    public string? this[string column]
    {
        get
        {
            for (var i = 0; i < _columns.Count; i++)
            {
                if (string.Equals(_columns[i], column, StringComparison.Ordinal))
                    return _values[i];
            }

            throw new ArgumentException($"\"{column}\" is not among the columns that are read.", nameof(column));
        }
    }
}

namespace Letta.Migrations.Records;

/// <summary>
/// One of our own tables, as it is read: every column as text, so that both engines have one reader, and an odd value is not lost in a
/// type.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="Key">The columns that name a row.</param>
/// <param name="Columns">The columns that are read.</param>
/// <param name="Rest">What else a query for the rows has, from FROM on; the table is <c>t</c> there.</param>
internal sealed record StoredTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<StoredColumn> Columns, string Rest)
{
    /// <summary>One query for the rows of several tables: each begins with the name of its table, and all are equally wide.</summary>
    /// <param name="dialect">How the engine makes text of a column.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="others">Rows of no table: a name and expressions of type text.</param>
    public static string Query(StoredDialect dialect, IEnumerable<StoredTable> tables, params IEnumerable<IReadOnlyList<string>> others)
    {
        List<(IReadOnlyList<string> Cells, string From)> parts =
        [
            .. tables.Select(t => ((IReadOnlyList<string>)[$"'{t.Name}'", .. t.Columns.Select(dialect.Read)], t.Rest)),
            .. others.Select(o => (o, "")),
        ];
        var width = parts.Max(p => p.Cells.Count);
        return string.Join(
            "\nunion all\n",
            parts.Select(p => $"select {string.Join(", ", p.Cells.Concat(Enumerable.Repeat("null", width - p.Cells.Count)))} {p.From}"));
    }

    /// <summary>Its own rows among those that such a query found.</summary>
    public IReadOnlyList<StoredRow> Parse(IEnumerable<IReadOnlyList<string?>> found)
        => [.. found.Where(cells => cells[0] == Name).Select(cells => new StoredRow(this, cells))];
}

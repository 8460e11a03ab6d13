namespace Letta.Migrations.Backfills;

/// <summary>
/// A move of data that has a name, so that it can be put off, listed and finished later: for every row of a table that waits for it, new
/// values from old ones. A row waits while one of its columns has something in <see cref="BackfillColumn.From"/> and NULL in
/// <see cref="BackfillColumn.Into"/>: what is done is told by the rows themselves, so it may be killed and begun again at any time.
/// </summary>
/// <param name="Name">What the command line calls it: letters, digits and <c>_</c>.</param>
/// <param name="Table">The table.</param>
/// <param name="Columns">What is read and written.</param>
public sealed record Backfill(string Name, string Table, IReadOnlyList<BackfillColumn> Columns)
{
    /// <summary>The primary key, one column of text, along which the table is walked.</summary>
    public string Key { get; init; } = "id";

    /// <summary>True for one that no revision carries out and that never is due by itself: it runs when somebody asks for it by name.</summary>
    public bool OnlyWhenAsked { get; init; }

    /// <summary>Whether two declarations mean the same move, so that they may share a name.</summary>
    internal bool Means(Backfill other)
        => (Name, Table, Key, OnlyWhenAsked) == (other.Name, other.Table, other.Key, other.OnlyWhenAsked) && Columns.SequenceEqual(other.Columns);
}

namespace Letta.Migrations.Backfills;

/// <summary>
/// Carries a backfill out, one batch after the other: rows that wait are read in the order of the key and locked, their new values are made
/// here, and one statement writes them. Never OFFSET: the condition that finds the rows shrinks with every batch, and an offset would
/// step over as many as the batch before has done (the public history encrypted 1,000 of 1,200 rows that way).
/// </summary>
/// <param name="backfill">What to do.</param>
/// <param name="transform">Makes the new value from an old one that is not nothing.</param>
internal sealed class BackfillBatches(Backfill backfill, Func<BackfillColumn, string, string> transform)
{
    /// <summary>Rows of one batch: few enough that an application hardly waits for their locks, and that memory stays flat.</summary>
    public const int Size = 500;

    private readonly string _table = Quote(backfill.Table);
    private readonly string _key = Quote(backfill.Key);
    private string? _after;

    /// <summary>How many rows wait.</summary>
    public static long CountWaiting(Backfill backfill, IBackfillSession session)
        => long.Parse(session.Query($"select count(*) from {Quote(backfill.Table)} where {Waits(backfill, session)}")[0][0]!);

    /// <summary>Whether the table has every column that the backfill reads and writes; a later revision may have taken one away.</summary>
    public static bool HasColumns(Backfill backfill, IBackfillSession session)
    {
        string[] names = [.. backfill.Columns.SelectMany(c => new[] { c.From, c.Into }).Append(backfill.Key).Distinct(StringComparer.Ordinal)];
        return session.Query(session.Dialect.CountColumns, ("table", backfill.Table), ("names", session.Dialect.Names(names)))[0][0] == names.Length.ToString();
    }

    /// <summary>Begins again at the first row: others may have added rows behind the place where this walk was.</summary>
    public void Rewind() => _after = null;

    /// <summary>Does the next batch and returns its number of rows; 0 when the last row was passed.</summary>
    /// <param name="session">Where; one batch may use another than the last, but if that was not committed, <see cref="Rewind"/>.</param>
    public int Next(IBackfillSession session)
    {
        var columns = backfill.Columns;
        var values = columns.Select(c => $"case when {Waits(c, session)} then cast({Quote(c.From)} as text) end");
        var sql = $"""
            select cast({_key} as text), {string.Join(", ", values)} from {_table}
            where ({Waits(backfill, session)}){(_after is null ? "" : $" and {_key} > @after")} order by {_key} limit {Size}{session.Dialect.LockRows}
            """;
        var rows = _after is null ? session.Query(sql) : session.Query(sql, ("after", _after));
        if (rows.Count == 0)
            return 0;

        string?[][] made =
        [
            [.. rows.Select(r => r[0])],
            .. columns.Select((column, i) => rows.Select(r => r[i + 1] is { } old ? Make(column, r[0]!, old) : null).ToArray()),
        ];
        var set = columns.Select((c, i) => $"{Quote(c.Into)} = coalesce(t.{Quote(c.Into)}, v.c{i + 1})");
        session.Execute(
            $"update {_table} as t set {string.Join(", ", set)} from {session.Dialect.Rows(made.Length)} where t.{_key} = v.c0",
            [.. session.Dialect.RowValues(made)]);
        _after = rows[^1][0];
        return rows.Count;
    }

    private string Make(BackfillColumn column, string key, string old)
    {
        try
        {
            return transform(column, old);
        }
        catch (FormatException)
        {
            // What the row holds may be a secret, and so may be whatever was said about it: only its place is told.
            throw BackfillRow.NotJson(backfill, column, key);
        }
    }

    private static string Waits(Backfill backfill, IBackfillSession session) => string.Join(" or ", backfill.Columns.Select(c => Waits(c, session)));

    private static string Waits(BackfillColumn column, IBackfillSession session)
    {
        var something = column.Content == BackfillContent.Json
            ? $"{Quote(column.From)} is not null and not {session.Dialect.IsEmptyJson($"cast({Quote(column.From)} as text)")}"
            : $"{Quote(column.From)} <> ''";
        return $"({something} and {Quote(column.Into)} is null)";
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

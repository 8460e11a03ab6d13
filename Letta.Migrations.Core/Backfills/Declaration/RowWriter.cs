using System.Collections.Concurrent;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Backfills;

/// <summary>
/// Reads the rows of a batch and locks them, makes their new values on all cores, and writes them with one statement. A row whose transform
/// throws is left as it is, and reported by its key.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="filter">The condition on the rows that wait; null for all.</param>
/// <param name="reads">What is read of a row, as SQL of type text.</param>
/// <param name="writes">What is written.</param>
/// <param name="make">Makes the new values.</param>
internal sealed class RowWriter(
    BackfillTable table,
    string? filter,
    IReadOnlyList<string> reads,
    IReadOnlyList<RowWrite> writes,
    Func<string?[], IReadOnlyList<string?>> make) : BatchWriter
{
    private readonly string _table = BackfillKey.Quote(table.Backfill.Table);
    private readonly int _keys = table.Key.Columns.Count;

    /// <exception cref="NeedsHumanException">Not all rows that were written were changed.</exception>
    public override Written Write(IBackfillSession session, KeyRange range)
    {
        var rows = session.Query(
            $"""
            select {string.Join(", ", table.Key.Columns.Select(c => table.Dialect.KeyText(table.Key.Qualify(c))).Concat(reads))} from {_table}
            where {range.Condition(table.Key)}{(filter is null ? "" : $" and ({filter})")} order by {table.Key.Order()}{table.Dialect.LockRows}
            """,
            [.. range.Values(table.Key)]);
        if (rows.Count == 0 && !range.IsEmpty) // Over no row it is to be seen whether what writes them is a statement at all.
            return Written.None;

        var made = new IReadOnlyList<string?>?[rows.Count];
        var failed = new ConcurrentBag<(int Row, string Error)>();
        if (rows.Count == 1)
            Make(0);
        else
            Parallel.For(0, rows.Count, Make);

        var done = Enumerable.Range(0, rows.Count).Where(i => made[i] is not null).ToList();
        if (done.Count > 0 || range.IsEmpty)
        {
            string?[][] columns =
            [
                .. Enumerable.Range(0, _keys).Select(k => done.Select(i => rows[i][k]).ToArray()),
                .. writes.Select((_, w) => done.Select(i => made[i]![w]).ToArray()),
            ];
            var changed = session.Execute(Update, [.. table.Dialect.RowValues(columns)]);
            if (changed != done.Count)
                throw NotAllChanged(done.Count, changed);
        }

        return new Written(done.Count, [.. failed.OrderBy(f => f.Row).Select(f => new RowFailure([.. rows[f.Row].Take(_keys)!], f.Error))]);

        void Make(int row)
        {
            try
            {
                var values = make(rows[row][_keys..]);
                if (values.Count != writes.Count)
                    throw new RowRefusedException($"its transform gave {values.Count} values for {writes.Count} columns");
                made[row] = values;
            }
            catch (Exception e)
            {
                failed.Add(
                    (
                        row,
                        e is RowRefusedException refused ? refused.Message : e.GetType().Name)); // A message may quote what the row holds.
            }
        }
    }

    /// <summary>The rows were read and locked just now, so that they are there.</summary>
    private NeedsHumanException NotAllChanged(int wrote, int changed)
        => new(
            $"The backfill \"{table.Backfill.Name}\" wrote {wrote} rows of \"{table.Backfill.Table}\", but only {changed} were changed.",
            "See what leaves the others as they are, a trigger or a policy perhaps, then run the same command again: what is done stays "
                + "done.");

    private string Update
    {
        get
        {
            var set = writes.Select((w, i) =>
            {
                var (column, value) = (BackfillKey.Quote(w.Column), table.Dialect.Typed($"v.c{_keys + i}", table.Types[w.Column]));
                return $"{column} = {(w.KeepsOld ? $"coalesce(t.{column}, {value})" : value)}";
            });
            var same = table.Key.Columns.Select((c, i) => $"t.{BackfillKey.Quote(c.Name)}{BackfillKey.Collate(c)} {table.Dialect.Compare("=", c.Operators)} {table.Dialect.KeyOf($"v.c{i}", c.Type)}");
            return $"update {_table} as t set {string.Join(", ", set)} from {table.Dialect.Rows(_keys + writes.Count)} "
                + $"where {string.Join(" and ", same)}";
        }
    }
}

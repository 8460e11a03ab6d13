
namespace Letta.Migrations.Backfills;

/// <summary>Makes new values of each row from old ones, in C#.</summary>
/// <param name="Reads">The columns that are read, each as text.</param>
/// <param name="Writes">The columns that are written; their types are looked up.</param>
/// <param name="Transform">
/// The new values, in the order of <paramref name="Writes"/>. Pure: it runs on many threads at once, and perhaps twice for a row.
/// </param>
public sealed record TransformRows(
    IReadOnlyList<string> Reads, IReadOnlyList<string> Writes, Func<BackfillRow, IReadOnlyList<string?>> Transform) : BackfillWork
{
    internal override IEnumerable<string> Columns => Reads.Concat(Writes);

    /// <summary>What code does cannot be compared; what it reads and writes can.</summary>
    internal override bool Means(BackfillWork other)
        => other is TransformRows rows
            && Reads.SequenceEqual(rows.Reads, StringComparer.Ordinal)
            && Writes.SequenceEqual(rows.Writes, StringComparer.Ordinal);

    internal override BatchWriter Writer(BackfillTable table, EncryptValues? encryption)
        => new RowWriter(
            table,
            table.Backfill.Where,
            [.. Reads.Select(table.Text)],
            [.. Writes.Select(w => new RowWrite(w))],
            values => Transform(new BackfillRow(Reads, values)));

    internal override void Check(Backfill backfill)
    {
        if (Writes.Count == 0)
            throw Backfill.Wrong(
                $"The backfill \"{backfill.Name}\" writes no column.", "Name the columns: .Rows(reads: […], writes: […], row => […])");
        if (Writes.FirstOrDefault(w => backfill.Key.Contains(w, StringComparer.Ordinal)) is { } key)
            throw Backfill.Wrong(
                $"The backfill \"{backfill.Name}\" would change \"{key}\", along which it walks.", "Pass along another key: .Key(…)");
    }
}


namespace Letta.Migrations.Backfills;

/// <summary>
/// Encrypts columns with the cipher of the product. A row waits while one of them has something in <see cref="BackfillColumn.From"/> and
/// NULL in <see cref="BackfillColumn.Into"/>: the rows themselves show what is done.
/// </summary>
/// <param name="Values">What is read and written.</param>
public sealed record EncryptColumns(IReadOnlyList<BackfillColumn> Values) : BackfillWork
{
    internal override IEnumerable<string> Columns => Values.SelectMany(c => new[] { c.From, c.Into });

    internal override bool Means(BackfillWork other) => other is EncryptColumns encrypt && Values.SequenceEqual(encrypt.Values);

    internal override string Waits(BackfillDialect dialect) => string.Join(" or ", Values.Select(c => Waits(c, dialect)));

    internal override BatchWriter Writer(BackfillTable table, EncryptValues? encryption)
        => new RowWriter(
            table,
            Waits(table.Dialect),
            [.. Values.Select(c => $"case when {Waits(c, table.Dialect)} then cast({BackfillKey.Quote(c.From)} as text) end")],
            [.. Values.Select(c => new RowWrite(c.Into) { KeepsOld = true })],
            old => [.. Values.Select((column, i) => old[i] is { } value ? Make(encryption!, column, value) : null)]);

    private static string Make(EncryptValues encryption, BackfillColumn column, string value)
    {
        try
        {
            return encryption.Make(column, value);
        }
        catch (FormatException)
        {
            // What the row holds may be a secret, and so may be whatever was said about it: only its place is reported.
            throw new RowRefusedException($"it has something in \"{column.From}\" that is not JSON");
        }
    }

    private static string Waits(BackfillColumn column, BackfillDialect dialect)
    {
        var from = BackfillKey.Quote(column.From);
        var something = column.Content == BackfillContent.Json
            ? $"{from} is not null and not {dialect.IsEmptyJson($"cast({from} as text)")}"
            : $"not {from} {dialect.Equal} ''";
        return $"({something} and {BackfillKey.Quote(column.Into)} is null)";
    }
}

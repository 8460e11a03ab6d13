
namespace Letta.Migrations.Backfills;

/// <summary>Gives columns of each row the values of SQL expressions.</summary>
/// <param name="Values">The columns, and their values.</param>
public sealed record SetColumns(IReadOnlyList<(string Column, string Value)> Values) : BackfillWork
{
    internal override IEnumerable<string> Columns => Values.Select(v => v.Column);

    internal override bool Means(BackfillWork other) => other is SetColumns set && Values.SequenceEqual(set.Values);

    internal override BatchWriter Writer(BackfillTable table, EncryptValues? encryption)
    {
        var backfill = table.Backfill;
        var set = string.Join(", ", Values.Select(v => $"{BackfillKey.Quote(v.Column)} = ({v.Value})"));
        var filter = backfill.Where is { } where ? $" and ({where})" : "";
        return new StatementWriter(table, $"update {BackfillKey.Quote(backfill.Table)} set {set} where {RunStatement.Range}{filter}");
    }

    internal override void Check(Backfill backfill)
    {
        if (Values.FirstOrDefault(v => backfill.Key.Contains(v.Column, StringComparer.Ordinal)).Column is { } key)
            throw Backfill.Wrong(
                $"The backfill \"{backfill.Name}\" would change \"{key}\", along which it walks.", "Pass along another key: .Key(…)");
        if (Values.GroupBy(v => v.Column, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            throw Backfill.Wrong($"The backfill \"{backfill.Name}\" sets \"{twice.Key}\" twice.", "Say .Set(…) once for each column.");
    }
}

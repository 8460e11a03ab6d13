using System.Data.Common;
using System.Globalization;
using Letta.Migrations.Errors;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>The table of a backfill as the database has it: the types of its columns, and the key along which it is walked.</summary>
/// <param name="Backfill">The backfill.</param>
/// <param name="Key">The key.</param>
/// <param name="Types">The type of each column, as the engine spells it without a length.</param>
/// <param name="Dialect">How the engine spells it.</param>
internal sealed record BackfillTable(Backfill Backfill, BackfillKey Key, IReadOnlyDictionary<string, string> Types, BackfillDialect Dialect)
{
    private string Quoted => BackfillKey.Quote(Backfill.Table);

    /// <exception cref="MigrationException">The table cannot be walked, or lacks a column.</exception>
    public static BackfillTable Read(Backfill backfill, IBackfillSession session)
    {
        var types = session.Query(session.Dialect.Columns, ("table", backfill.Table))
            .ToDictionary(r => r[0]!, r => r[1] ?? "", StringComparer.Ordinal);
        if (backfill.Work!.Columns.Concat(backfill.Key).FirstOrDefault(c => !types.ContainsKey(c)) is { } missing)
        {
            throw new ConfigurationException(
                types.Count == 0
                    ? $"The backfill \"{backfill.Name}\" is about the table \"{backfill.Table}\", which is not there."
                    : $"The backfill \"{backfill.Name}\" names the column \"{missing}\", which \"{backfill.Table}\" has not.",
                "Fix the revision that declares it, or do not drop what it still needs: a later revision says Requires(\""
                    + backfill.Name
                    + "\") first.");
        }

        var table = new BackfillTable(backfill, KeyOf(backfill, types, session), types, session.Dialect);
        table.RefuseNulls(session);
        return table;
    }

    /// <summary>Whether the table has every column that the backfill names; a later revision may have taken one away.</summary>
    public static bool HasColumns(Backfill backfill, IBackfillSession session)
    {
        var names = session.Query(session.Dialect.Columns, ("table", backfill.Table)).Select(r => r[0]!).ToHashSet(StringComparer.Ordinal);
        return names.Count > 0 && backfill.Work!.Columns.Concat(backfill.Key).All(names.Contains);
    }

    /// <summary>How many rows wait, where a condition says which; looks at the whole table.</summary>
    public static long CountWaiting(Backfill backfill, IBackfillSession session)
        => Number(session.Query($"select count(*) from {BackfillKey.Quote(backfill.Table)} where {backfill.Waits(session.Dialect)}")[0][0]);

    /// <summary>Roughly how many rows its table has.</summary>
    public static long Count(Backfill backfill, IBackfillSession session)
        => Number(session.Query(session.Dialect.Estimate(BackfillKey.Quote(backfill.Table)), ("table", backfill.Table))[0][0]);

    /// <summary>
    /// Whether there is anything to do. What a condition of the author's own costs to look for is not known: there any row will do.
    /// </summary>
    public static bool HasRows(Backfill backfill, IBackfillSession session)
        => session.Query(
            $"select 1 from {BackfillKey.Quote(backfill.Table)}{(backfill.Encrypts ? $" where {backfill.Waits(session.Dialect)}" : "")} "
                + $"limit 1").Count > 0;

    /// <summary>
    /// Whether a row waits; where no condition says which wait, whether there is any. Looks at the whole table, if it has to.
    /// </summary>
    public static bool MayWait(Backfill backfill, IBackfillSession session)
    {
        var condition = backfill.Waits(session.Dialect) is { } waits ? $" where {waits}" : "";
        return session.Query($"select 1 from {BackfillKey.Quote(backfill.Table)}{condition} limit 1").Count > 0;
    }

    /// <summary>The keys of rows that wait, no more than so many; null where no condition says which.</summary>
    public IReadOnlyList<string[]>? Waiting(IBackfillSession session, long most)
        => Backfill.Waits(Dialect) is { } waits
            ? [
                .. session.Query(
                    $"select {string.Join(", ", Key.Columns.Select(c => Dialect.KeyText(Key.Qualify(c))))} from {Quoted} where {waits} "
                        + $"limit {most}")
                    .Select(r => r.Select(k => k!).ToArray())
            ]
            : null;

    /// <summary>A column as text.</summary>
    public string Text(string column) => $"cast({Quoted}.{BackfillKey.Quote(column)} as text)";

    /// <summary>The last key of the first so many rows of a range, and how many these are; null if there are none.</summary>
    public (string[] Key, int Count)? End(IBackfillSession session, KeyRange range, int most)
    {
        var numbered = string.Join(", ", Key.Columns.Select((c, i) => $"{Key.Qualify(c)} as k{i}"));
        var texts = string.Join(", ", Key.Columns.Select((_, i) => Dialect.KeyText($"b.k{i}")));
        var ordered = $"select {numbered} from {Quoted} where {range.Condition(Key)} order by {Key.Order()}";

        // All but the last batch of a range has as many: found along the index, without counting or keeping what is passed.
        if (session.Query($"select {texts} from ({ordered} limit 1 offset {most - 1}) as b", [.. range.Values(Key)]) is [var full])
            return ([.. full.Select(k => k!)], most);
        var rows = session.Query(
            $"select count(*) over (), {texts} from ({ordered} limit {most}) as b order by {Key.Order("b.k", descending: true)} limit 1",
            [.. range.Values(Key)]);
        return rows is [var last] ? ([.. last[1..].Select(k => k!)], (int)Number(last[0])) : null;
    }

    /// <summary>Makes sure that what is recorded as keys of rows that failed are keys of this table.</summary>
    /// <param name="session">Where.</param>
    /// <param name="failed">The rows.</param>
    /// <param name="alsoCast">Whether the engine is to say of each if it is a value of its type: where they are tried one by one.</param>
    /// <exception cref="UnknownValueException">One is not.</exception>
    public void Require(IBackfillSession session, IEnumerable<RowFailure> failed, bool alsoCast)
    {
        foreach (var failure in failed)
            Require(session, failure.Row!, "key", failure.Key, alsoCast);
    }

    /// <summary>Makes sure that what a column of a record holds is a key of this table.</summary>
    /// <exception cref="UnknownValueException">It is not.</exception>
    public void Require(IBackfillSession session, StoredRow row, string column, string[]? key, bool alsoCast = true)
    {
        var expected = $"a key of \"{Backfill.Table}\", a JSON array of {string.Join(", ", Key.Columns.Select(c => c.Name))}";
        if (key is not null && key.Length != Key.Columns.Count)
            throw row.Unknown(column, expected);
        if (key is null || !alsoCast)
            return;

        try
        {
            var only = new KeyRange(After: null, UpTo: null) { Only = key };
            session.Query($"select 1 from {Quoted} where {only.Condition(Key)} limit 1", [.. only.Values(Key)]);
        }
        catch (Exception e) when (e.InnerException is DbException { SqlState: ['2', '2', ..] })
        {
            throw row.Unknown(column, expected); // Class 22: the text is no value of the column's type. What is open now is rolled back.
        }
    }

    /// <summary>Only along a unique key each row has its place, and only an index finds that place.</summary>
    private static BackfillKey KeyOf(Backfill backfill, Dictionary<string, string> types, IBackfillSession session)
    {
        var wanted = backfill.Key.ToHashSet(StringComparer.Ordinal);
        var unique = session.Query(session.Dialect.UniqueColumns, ("table", backfill.Table))
            .GroupBy(r => r[0]!, StringComparer.Ordinal)
            .FirstOrDefault(index => index.Count() == wanted.Count && index.All(r => r[1] is { } column && wanted.Contains(column)))
            ?? throw new ConfigurationException(
                $"The backfill \"{backfill.Name}\" walks \"{backfill.Table}\" "
                    + $"along {string.Join(", ", backfill.Key.Select(k => $"\"{k}\""))}, which no primary key or unique index keeps "
                    + $"unique.",
                "Name the columns of one, all of them: .Key(…)");
        return new BackfillKey(backfill.Table, [.. unique.Select(r => new WalkedColumn(r[1]!, types[r[1]!], r[2], r[3]))], session.Dialect);
    }

    /// <summary>A row without a key has no place in a pass. SQLite lets a primary key be NULL.</summary>
    private void RefuseNulls(IBackfillSession session)
    {
        foreach (var column in Key.Columns)
        {
            var query = $"select * from {Quoted} where {BackfillKey.Quote(column.Name)} is null";
            if (session.Query($"select 1 from {Quoted} where {BackfillKey.Quote(column.Name)} is null limit 1").Count > 0)
            {
                throw new NeedsHumanException(
                    $"The backfill \"{Backfill.Name}\" walks \"{Backfill.Table}\" along \"{column.Name}\", and rows have NULL there; "
                        + $"nothing was changed.",
                    $"see them   {query}\nthen       give each a key or delete it, and run the same command again");
            }
        }
    }

    private static long Number(string? text) => long.Parse(text!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

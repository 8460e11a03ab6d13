using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>The rows of a backfill that failed: their keys, and the kind of the error.</summary>
/// <param name="session">Where, with a transaction open.</param>
/// <param name="name">The backfill.</param>
internal sealed class FailedRows(IBackfillSession session, string name)
{
    private readonly string _rows = session.Dialect.Own.BackfillRows;

    /// <summary>The keys of rows that failed, and why.</summary>
    /// <param name="most">How many at most.</param>
    /// <exception cref="Errors.UnknownValueException">One of them is no key.</exception>
    public IReadOnlyList<RowFailure> Read(int most)
    {
        if (!new BackfillTables(session).Has(_rows))
            return [];

        var table = Table(session.Dialect.Own);
        return
        [
            .. table.Parse(session.Query(
                    $"{StoredTable.Query(session.Dialect.Stored, [table])} where t.name {session.Dialect.Equal} @name order by t.key limit {most}",
                    ("name", name)))
                .Select(r => Parse(r, session.Dialect)),
        ];
    }

    /// <summary>Remembers a row that failed, or that it failed once more.</summary>
    public void Add(RowFailure failure)
        => session.Execute(
            $"""
            insert into {_rows} as f (name, key, error, attempts) values (@name, @key, @error, 1)
            on conflict (name, key) do update set error = excluded.error, attempts = f.attempts + 1
            """,
            ("name", name),
            ("key", KeyText.ToJson(failure.Key)),
            ("error", failure.Error));

    /// <summary>Takes a row that failed: to try it again, or because it does not wait any more; false if somebody else did.</summary>
    public bool Take(string[] key)
        => session.Execute(
            $"delete from {_rows} where name {session.Dialect.Equal} @name and key = @key",
            ("name", name),
            ("key", KeyText.ToJson(key))) > 0;

    private static StoredTable Table(OwnTables own) => new(
        own.BackfillRows, ["name", "key"], [.. StoredColumn.Named("name", "key", "error")], $"from {own.BackfillRows} t");

    private static RowFailure Parse(StoredRow row, BackfillDialect dialect)
        => new(KeyText.Read(row, "key", dialect) ?? throw row.Unknown("key", "a key"), row.Text("error")) { Row = row };
}

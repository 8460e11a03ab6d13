namespace Letta.Migrations.Backfills;

/// <summary>How one engine spells what backfills need; all else is the same SQL on both.</summary>
/// <param name="IsEmptyJson">A condition: the JSON in an expression of type text is nothing to Python.</param>
/// <param name="LockRows">Ends a SELECT whose rows nobody else may change until the commit.</param>
/// <param name="Rows">A FROM item <c>v</c> with the columns <c>c0</c>, <c>c1</c> …, made from parameters.</param>
/// <param name="RowValues">Those parameters, from the columns' values.</param>
/// <param name="CountColumns">A query for the number of columns of the table <c>@table</c> among the names in <see cref="Names"/>.</param>
/// <param name="Names">The parameter <c>names</c> of that query.</param>
/// <param name="TableExists">A query that has a row if the table <c>@table</c> exists.</param>
/// <param name="Ledger">Creates the table of <see cref="BackfillLedger"/> where it is missing.</param>
/// <param name="Timestamp">Turns a parameter with the text of a UTC time into a value of a column.</param>
internal sealed record BackfillDialect(
    Func<string, string> IsEmptyJson,
    string LockRows,
    Func<int, string> Rows,
    Func<string?[][], IReadOnlyList<(string Name, object? Value)>> RowValues,
    string CountColumns,
    Func<string[], object> Names,
    string TableExists,
    string Ledger,
    Func<string, string> Timestamp)
{
    public static BackfillDialect Postgres { get; } = new(
        // Not jsonb: it refuses a document with \u0000 in it, and with that all the others of the query.
        json => $"{json} ~ '{PythonJson.Nothing}'",
        " for no key update",
        columns => $"unnest({Join(columns, i => $"@c{i}::text[]")}) as v({Join(columns, i => $"c{i}")})",
        columns => [.. columns.Select((values, i) => ($"c{i}", (object?)values))],
        "select count(*) from pg_catalog.pg_attribute where attrelid = to_regclass(quote_ident(@table)) and attname = any(@names) and not attisdropped",
        names => names,
        "select 1 where to_regclass(quote_ident(@table)) is not null",
        $"""
        create table if not exists {BackfillLedger.Table} (
          name varchar primary key, version bigint not null, state varchar not null, rows_done bigint not null,
          due_since timestamptz not null, updated_at timestamptz not null, finished_at timestamptz)
        """,
        parameter => $"({parameter}::timestamp at time zone 'UTC')");

    public static BackfillDialect Sqlite { get; } = new(
        json => $"letta_json_is_nothing({json})",
        "", // There is one writer, and this is it.
        columns => $"(select {Join(columns, i => $"value ->> '$[{i}]' as c{i}")} from json_each(@rows)) as v",
        columns => [("rows", JsonRows(columns))],
        "select count(*) from pragma_table_info(@table) where name in (select value from json_each(@names))",
        names => $"[{string.Join(',', names.Select(PythonJson.Quote))}]",
        "select 1 from sqlite_master where type = 'table' and name = @table",
        $"""
        create table if not exists {BackfillLedger.Table} (
          name VARCHAR PRIMARY KEY, version BIGINT NOT NULL, state VARCHAR NOT NULL, rows_done BIGINT NOT NULL,
          due_since DATETIME NOT NULL, updated_at DATETIME NOT NULL, finished_at DATETIME)
        """,
        parameter => parameter);

    private static string Join(int columns, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, columns).Select(item));

    private static string JsonRows(string?[][] columns)
        => $"[{string.Join(',', Enumerable.Range(0, columns[0].Length).Select(row => $"[{string.Join(',', columns.Select(c => PythonJson.Quote(c[row])))}]"))}]";
}

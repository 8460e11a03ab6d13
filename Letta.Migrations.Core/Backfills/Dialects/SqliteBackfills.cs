using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>How SQLite spells what backfills need; its functions <c>migration_…</c> are ours.</summary>
internal static class SqliteBackfills
{
    private const string Clock = "strftime('%Y-%m-%d %H:%M:%f', 'now')";

    public static BackfillDialect Dialect(OwnTables own) => new(
        json => $"migration_json_is_nothing({json})",
        "", // There is one writer, and this is it.
        columns => $"(select {Join(columns, i => $"value ->> '$[{i}]' as c{i}")} from json_each(@rows)) as v",
        columns => [("rows", JsonRows(columns))],
        (text, _) => text) // The column's affinity makes of a text what it holds.
    {
        Columns = "select name, type from pragma_table_xinfo(@table)",
        UniqueColumns = """
            select 'rowid', name, null, null from pragma_table_info(@table)
            where pk = 1 and upper(type) = 'INTEGER' and (select max(pk) from pragma_table_info(@table)) = 1
            union all
            select index_name, column_name, case when coll <> migration_collation(@table, column_name) then coll end, null from (
              select l.name as index_name, x.name as column_name, x.coll
              from pragma_index_list(@table) l join pragma_index_xinfo(l.name) x on x."key" = 1
              where l."unique" = 1 and l.partial = 0
              order by l.origin = 'pk' desc, l.name, x.seqno)
            """,
        Equal = "=",
        Compare = (sign, _) => sign,
        KeyText = column => $"case typeof({column}) when 'text' then 't' || hex({column}) when 'blob' then 'b' || hex({column}) when "
            + $"'real' then migration_real({column}) else {column} end",
        KeyValue = KeyText.OfSqlite,
        IsKey = KeyText.IsOfSqlite,
        Stored = StoredDialect.Sqlite,
        KeyParameter = (parameter, _) => parameter,
        KeyOf = (text, _) => $"migration_key({text})",
        ShowKey = KeyText.ShownOfSqlite,
        Estimate = table => $"select count(*) from {table} where @table is not null",
        TableExists = "select 1 from sqlite_master where type = 'table' and name = @table",
        Own = own,
        Tables =
        [
            $"""
            create table if not exists {own.Backfills} (
              name VARCHAR PRIMARY KEY, version BIGINT NOT NULL, state VARCHAR NOT NULL, rows_done BIGINT NOT NULL,
              due_since DATETIME NOT NULL, updated_at DATETIME NOT NULL, finished_at DATETIME, mode VARCHAR, cursor_key TEXT,
              handed_out INTEGER, walk INTEGER, rows_passed BIGINT, passed_before BIGINT, estimate BIGINT, started_at DATETIME,
              attempts INTEGER, last_error VARCHAR)
            """,
            $"""
            create table if not exists {own.BackfillRanges} (
              name VARCHAR NOT NULL, number BIGINT NOT NULL, from_key TEXT, to_key TEXT, cursor_key TEXT, rows_done BIGINT NOT NULL,
              rows_passed BIGINT NOT NULL, worker VARCHAR, session INTEGER, beat_at DATETIME, PRIMARY KEY (name, number))
            """,
            $"""
            create table if not exists {own.BackfillRows} (
              name VARCHAR NOT NULL, key TEXT NOT NULL, error VARCHAR NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (name, key))
            """,
        ],
        Timestamp = parameter => parameter,
        Now = Clock,
        Ago = seconds => $"strftime('%Y-%m-%d %H:%M:%f', 'now', '-' || {seconds} || ' seconds')",
        Lock = "",
        LockFree = "",
        TimeType = "DATETIME",
        OneCodeForMistakes = true,
        Session = "null",
        HasEnded = _ => "0 = 1", // A file knows nobody.
        // Asked every 100 ms, as SQLite's busy handler does, a fifth of the questions find it free. Without a rest, one write of 150
        // gave up after 5 s.
        Rest = 0.25,
    };

    private static string Join(int columns, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, columns).Select(item));

    private static string JsonRows(string?[][] columns)
        => $"[{string.Join(',', Enumerable.Range(0, columns[0].Length).Select(row => $"[{string.Join(',', columns.Select(c => PythonJson.Quote(c[row])))}]"))}]";
}

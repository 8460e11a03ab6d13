namespace Letta.Migrations.Backfills;

/// <summary>How Postgres spells what backfills need.</summary>
internal static class PostgresBackfills
{
    public static BackfillDialect Dialect { get; } = new(
        // Not jsonb: it refuses a document with \u0000 in it, and with that all the others of the query.
        json => $"{json} ~ '{PythonJson.Nothing}'",
        " for no key update",
        columns => $"unnest({Join(columns, i => $"@c{i}::text[]")}) as v({Join(columns, i => $"c{i}")})",
        columns => [.. columns.Select((values, i) => ($"c{i}", (object?)values))],
        (text, type) => $"cast({text} as {type})")
    {
        // Without a length: a cast to varchar(3) cuts a text off where an assignment refuses it.
        Columns = """
            select attname, format_type(atttypid, -1) from pg_catalog.pg_attribute
            where attrelid = to_regclass(quote_ident(@table)) and attnum > 0 and not attisdropped
            """,
        UniqueColumns = """
            select i.indexrelid::text, case when i.indcollation[k.n::int - 1] = a.attcollation then a.attname end, null
            from pg_catalog.pg_index i
            cross join lateral unnest(i.indkey::int2[]) with ordinality as k(attnum, n)
            left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
            where i.indrelid = to_regclass(quote_ident(@table)) and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null
              and k.n <= i.indnkeyatts
            order by i.indisprimary desc, i.indexrelid, k.n
            """,
        KeyText = column => $"cast({column} as text)",
        KeyValue = text => text,
        KeyParameter = (parameter, type) => $"cast({parameter} as {type})",
        KeyOf = (text, type) => $"cast({text} as {type})",
        ShowKey = text => text,
        // What was never analysed has no estimate, and is counted: it is either small or new.
        Estimate = table => $"select case when reltuples >= 0 then reltuples::bigint else (select count(*) from {table}) end from pg_catalog.pg_class where oid = to_regclass(quote_ident(@table))",
        TableExists = "select 1 where to_regclass(quote_ident(@table)) is not null",
        Tables =
        [
            $"""
            create table if not exists {BackfillLedger.Table} (
              name varchar primary key, version bigint not null, state varchar not null, rows_done bigint not null,
              due_since timestamptz not null, updated_at timestamptz not null, finished_at timestamptz, mode varchar, cursor_key text,
              handed_out integer, walk integer, rows_passed bigint, passed_before bigint, estimate bigint, started_at timestamptz,
              attempts integer, last_error varchar)
            """,
            $"""
            create table if not exists {BackfillLedger.Ranges} (
              name varchar not null, number bigint not null, from_key text, to_key text, cursor_key text, rows_done bigint not null,
              rows_passed bigint not null, worker varchar, session integer, beat_at timestamptz, primary key (name, number))
            """,
            $"""
            create table if not exists {BackfillLedger.Rows} (
              name varchar not null, key text not null, error varchar not null, attempts integer not null, primary key (name, key))
            """,
        ],
        Timestamp = parameter => $"({parameter}::timestamp at time zone 'UTC')",
        Now = "clock_timestamp()",
        Ago = seconds => $"(clock_timestamp() - cast({seconds} as double precision) * interval '1 second')",
        SecondsSince = time => $"extract(epoch from clock_timestamp() - {time})::bigint",
        Lock = " for update",
        LockFree = " for update skip locked",
        TimeType = "timestamptz",
        CheckDeferred = "set constraints all immediate",
        Session = "pg_backend_pid()",
        // Of a session of another role, too, everybody may see the number.
        HasEnded = session => $"({session} is not null and not exists (select 1 from pg_catalog.pg_stat_activity a where a.pid = {session}))",
        Others = """
            select case
              when exists (select 1 from pg_catalog.pg_stat_replication where replay_lag > cast(@lag as double precision) * interval '1 second')
                then 'a replica lags behind'
              when exists (select 1 from pg_catalog.pg_stat_activity a join pg_catalog.pg_locks l on l.pid = a.pid
                           where a.backend_type = 'autovacuum worker' and a.query like '%to prevent wraparound%'
                             and l.relation = to_regclass(quote_ident(@table)) and l.granted)
                then 'autovacuum works on the table against wraparound'
              when exists (select 1 from pg_catalog.pg_locks l where l.relation = to_regclass(quote_ident(@table)) and not l.granted and l.pid <> pg_backend_pid())
                then 'others queue for a lock on the table'
            end
            """,
    };

    private static string Join(int columns, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, columns).Select(item));
}

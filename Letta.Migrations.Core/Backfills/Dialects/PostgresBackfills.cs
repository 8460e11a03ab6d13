using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Letta.Migrations.Records;

namespace Letta.Migrations.Backfills;

/// <summary>How Postgres spells what backfills need.</summary>
internal static class PostgresBackfills
{
    public static BackfillDialect Dialect(OwnTables own) => new(
        // Not jsonb: it refuses a document with \u0000 in it, and with that all the others of the query.
        json => $"{json} ~ '{PythonJson.Nothing}'",
        " for no key update",
        columns => $"rows from ({Join(columns, i => $"pg_catalog.unnest(@c{i}::text[])")}) as v({Join(columns, i => $"c{i}")})",
        columns => [.. columns.Select((values, i) => ($"c{i}", (object?)values))],
        (text, type) => $"cast({text} as {type})")
    {
        // Without a length: a cast to varchar(3) cuts a text off where an assignment refuses it.
        Columns = """
            select attname, pg_catalog.format_type(atttypid, -1) from pg_catalog.pg_attribute
            where attrelid = pg_catalog.to_regclass(pg_catalog.quote_ident(@table))::oid and attnum > 0 and not attisdropped
            """,
        UniqueColumns = """
            select i.indexrelid::text, case when i.indcollation[k.n::int - 1] = a.attcollation then a.attname end, null,
                   (select n.nspname from pg_catalog.pg_opclass c
                    join pg_catalog.pg_amop f on f.amopfamily = c.opcfamily and f.amoplefttype = c.opcintype and f.amoprighttype = c.opcintype and f.amopstrategy = 1
                    join pg_catalog.pg_operator o on o.oid = f.amopopr
                    join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
                    where c.oid = i.indclass[k.n::int - 1])
            from pg_catalog.pg_index i
            cross join lateral pg_catalog.unnest(i.indkey::int2[]) with ordinality as k(attnum, n)
            left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
            where i.indrelid = pg_catalog.to_regclass(pg_catalog.quote_ident(@table))::oid and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null
              and k.n <= i.indnkeyatts
            order by i.indisprimary desc, i.indexrelid, k.n
            """,
        Equal = "operator(pg_catalog.=)",
        Compare = (sign, schema) => $"operator({BackfillKey.Quote(schema!)}.{sign})",
        KeyText = column => $"cast({column} as text)",
        KeyValue = text => text,
        IsKey = _ => true,
        Stored = StoredDialect.Postgres,
        KeyParameter = (parameter, type) => $"cast({parameter} as {type})",
        KeyOf = (text, type) => $"cast({text} as {type})",
        ShowKey = ControlCharacters.Escape,
        // What was never analysed has no estimate, and is counted: it is either small or new.
        Estimate = table => $"select case when reltuples >= 0::real then reltuples::bigint else (select count(*) from {table}) end from "
            + $"pg_catalog.pg_class where oid = pg_catalog.to_regclass(pg_catalog.quote_ident(@table))::oid",
        TableExists = "select 1 where pg_catalog.to_regclass(pg_catalog.quote_ident(@table)) is not null",
        Own = own,
        Tables =
        [
            $"""
            create table if not exists {own.Backfills} (
              name varchar primary key, version bigint not null, state varchar not null, rows_done bigint not null,
              due_since timestamptz not null, updated_at timestamptz not null, finished_at timestamptz, mode varchar, cursor_key text,
              handed_out integer, walk integer, rows_passed bigint, passed_before bigint, estimate bigint, started_at timestamptz,
              attempts integer, last_error varchar)
            """,
            $"""
            create table if not exists {own.BackfillRanges} (
              name varchar not null, number bigint not null, from_key text, to_key text, cursor_key text, rows_done bigint not null,
              rows_passed bigint not null, worker varchar, session integer, beat_at timestamptz, primary key (name, number))
            """,
            $"""
            create table if not exists {own.BackfillRows} (
              name varchar not null, key text not null, error varchar not null, attempts integer not null, primary key (name, key))
            """,
        ],
        Timestamp = parameter => $"({parameter}::timestamp at time zone 'UTC')",
        Now = "pg_catalog.clock_timestamp()",
        Ago = seconds => $"(pg_catalog.clock_timestamp() - cast({seconds} as double precision) * interval '1 second')",
        Lock = " for update",
        LockFree = " for update skip locked",
        TimeType = "timestamptz",
        CheckDeferred = "set constraints all immediate",
        Session = "pg_catalog.pg_backend_pid()",
        // Of a session of another role, too, everybody may see the number.
        HasEnded = session => $"({session} is not null and not exists (select 1 from pg_catalog.pg_stat_activity a where a.pid "
            + $"= {session}))",
        // Whoever may not read the statistics of others sees neither what an autovacuum worker is nor what it does (measured on 17); but
        // that a session which has the table locked has no user, and that the table is past the age at which it is frozen come what may.
        Others = $$"""
            select case
              when exists (select 1 from pg_catalog.pg_stat_replication where replay_lag > cast(@lag as double precision) * interval '1 second')
                then 'a replica lags behind'
              when exists (select 1 from pg_catalog.pg_stat_activity a join pg_catalog.pg_locks l on l.pid = a.pid
                           join pg_catalog.pg_class c on c.oid = l.relation
                           where c.oid = pg_catalog.to_regclass(pg_catalog.quote_ident(@table))::oid and l.granted
                             and (a.backend_type = 'autovacuum worker' and a.query like '%to prevent wraparound%'
                                  or a.backend_type is null and a.usesysid is null
                                     and (pg_catalog.age(c.relfrozenxid) > {{MaxAge("autovacuum_freeze_max_age")}}
                                          or pg_catalog.mxid_age(c.relminmxid) > {{MaxAge("autovacuum_multixact_freeze_max_age")}})))
                then 'autovacuum works on the table against wraparound'
              when exists (select 1 from pg_catalog.pg_locks l where l.relation = pg_catalog.to_regclass(pg_catalog.quote_ident(@table))::oid and not l.granted and l.pid <> pg_catalog.pg_backend_pid())
                then 'others queue for a lock on the table'
            end
            """,
    };

    /// <summary>
    /// The age at which autovacuum works on a table against wraparound: what it says itself, but never more than the server's setting.
    /// </summary>
    private static string MaxAge(string setting) => $"""
        least(pg_catalog.current_setting('{setting}')::integer,
              (select o.option_value::integer from pg_catalog.pg_options_to_table(c.reloptions) o where o.option_name = '{setting}'))
        """;

    private static string Join(int columns, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, columns).Select(item));
}

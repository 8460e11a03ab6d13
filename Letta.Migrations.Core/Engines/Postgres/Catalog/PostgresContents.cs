using Npgsql;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Counts and drops what is in a schema. The schema itself, its grants and its extensions stay: whoever owns the objects may do this, while
/// to drop and create a schema or a database takes more, and loses what an administrator granted there.
/// </summary>
internal static class PostgresContents
{
    private const string NotOfAnExtension =
        "not exists (select 1 from pg_catalog.pg_depend d where d.classid = x.catalog and d.objid = x.oid and d.deptype = 'e')";

    public static async Task<DatabaseContents> ReadAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select relname, rows from (
              select c.relname, 'pg_catalog.pg_class'::regclass::oid as catalog, c.oid,
                     case c.relkind when 'p' then 0 else greatest(c.reltuples::int8, pg_catalog.pg_stat_get_live_tuples(c.oid), 0) end as rows
              from pg_catalog.pg_class c where c.relnamespace = $1::regnamespace::oid and c.relkind in ('r', 'p', 'f')) x
            where {NotOfAnExtension} order by 1
            """,
            connection);
        command.Parameters.Add(Quoted(schema));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (tables, rows) = (new List<string>(), 0L);
        while (await reader.ReadAsync(cancellationToken))
        {
            tables.Add(reader.GetString(0));
            rows += reader.GetInt64(1);
        }

        return new DatabaseContents(schema, tables, rows);
    }

    /// <summary>
    /// What an earlier one takes with it is dropped "if exists" by a later one. Sequences come after tables: one of an identity column
    /// cannot go before it.
    /// </summary>
    public static async Task<List<string>> DropsAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select pg_catalog.format('drop %s if exists %s.%s cascade', kind, $1, name) from (
              select case c.relkind when 'S' then 2 else 1 end as turn, 'pg_catalog.pg_class'::regclass::oid as catalog, c.oid, pg_catalog.quote_ident(c.relname) as name,
                     case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' when 'S' then 'sequence' else 'table' end as kind
              from pg_catalog.pg_class c where c.relnamespace = $1::regnamespace::oid and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
              union all
              select 3, 'pg_catalog.pg_type'::regclass::oid, t.oid, pg_catalog.quote_ident(t.typname), case t.typtype when 'd' then 'domain' else 'type' end
              from pg_catalog.pg_type t left join pg_catalog.pg_class c on c.oid = t.typrelid
              where t.typnamespace = $1::regnamespace::oid and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c'))
              union all
              select 4, 'pg_catalog.pg_proc'::regclass::oid, p.oid, pg_catalog.format('%I(%s)', p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)), 'routine'
              from pg_catalog.pg_proc p where p.pronamespace = $1::regnamespace::oid
              union all
              select 5, 'pg_catalog.pg_collation'::regclass::oid, l.oid, pg_catalog.quote_ident(l.collname), 'collation'
              from pg_catalog.pg_collation l where l.collnamespace = $1::regnamespace::oid) x
            where {NotOfAnExtension} order by turn, oid
            """,
            connection);
        command.Parameters.Add(Quoted(schema));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var drops = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            drops.Add(reader.GetString(0));
        return drops;
    }

    /// <summary>A name as the cast to regnamespace wants it, and as it stands in a statement.</summary>
    private static NpgsqlParameter<string> Quoted(string schema)
        => new() { TypedValue = SqlIdentifier.Quote(schema) };
}

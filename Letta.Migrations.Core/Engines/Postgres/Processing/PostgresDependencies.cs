using Letta.Migrations.Authoring;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Reads what makes a statement read or write more than the tables that it names.</summary>
internal static class PostgresDependencies
{
    /// <summary>Views and functions that neither the server nor an extension brought.</summary>
    private const string Opaque =
        """
        select c.relname::pg_catalog.text from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
          and not exists (select 1 from pg_catalog.pg_depend d where d.objid = c.oid and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid and d.deptype = 'e')
        union
        select p.proname::pg_catalog.text from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where n.nspname not in ('pg_catalog', 'information_schema')
          and not exists (select 1 from pg_catalog.pg_depend d where d.objid = p.oid and d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid and d.deptype = 'e')
        """;

    public static HiddenDependencies Read(PostgresRevisionProcessor processor, string schemaLiteral)
    {
        var triggers = processor.Rows(
            $"""
            select exists (
              select 1 from pg_catalog.pg_trigger t join pg_catalog.pg_class c on c.oid = t.tgrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where not t.tgisinternal and n.nspname = {schemaLiteral})
            or exists (
              select 1 from pg_catalog.pg_rewrite r join pg_catalog.pg_class c on c.oid = r.ev_class join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p') and n.nspname = {schemaLiteral})
            """,
            r => r.GetBoolean(0));
        var actions = processor.Rows(
            $"""
            select child.relname::pg_catalog.text, parent.relname::pg_catalog.text, k.confdeltype not in ('a', 'r'), k.confupdtype not in ('a', 'r')
            from pg_catalog.pg_constraint k
            join pg_catalog.pg_class child on child.oid = k.conrelid join pg_catalog.pg_class parent on parent.oid = k.confrelid
            where k.contype = 'f' and (k.confdeltype not in ('a', 'r') or k.confupdtype not in ('a', 'r'))
            """,
            r => new KeyAction(r.GetString(0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3)));
        return new HiddenDependencies(processor.Rows(Opaque, r => r.GetString(0)), triggers[0], KeysAct: true, actions);
    }
}

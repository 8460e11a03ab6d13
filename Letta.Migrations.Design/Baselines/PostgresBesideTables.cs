using System.Data.Common;
using Letta.Migrations.Design.Autogenerate;
using Letta.Migrations.Engines;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Design.Baselines;

/// <summary>What a schema of Postgres has beside its tables.</summary>
internal static class PostgresBesideTables
{
    private const string Schema = "(select n.oid from pg_catalog.pg_namespace n where n.nspname = pg_catalog.current_schema())";

    private const string NotOfExtension
        = "not exists (select 1 from pg_catalog.pg_depend d where d.objid = o.oid and d.classid = o.tableoid and d.deptype = 'e')";

    private const string Extensions
        = "select o.extname::text from pg_catalog.pg_extension o where o.extname <> 'plpgsql' order by o.oid";

    /// <summary>Their names come with the schema that they are in, which the revision is not to name.</summary>
    private const string Functions = $"""
        select pg_catalog.pg_get_functiondef(o.oid), n.nspname::text, pg_catalog.quote_ident(n.nspname) || '.',
               pg_catalog.format('drop %s %I(%s)', case o.prokind when 'p' then 'procedure' else 'function' end, o.proname,
                                 pg_catalog.pg_get_function_identity_arguments(o.oid))
        from pg_catalog.pg_proc o join pg_catalog.pg_namespace n on n.oid = o.pronamespace
        where o.pronamespace = {Schema} and o.prokind in ('f', 'p') and {NotOfExtension} order by o.oid
        """;

    private const string Others = $"""
        select case o.relkind when 'm' then 'materialized view' when 'f' then 'foreign table' when 'p' then 'partitioning of table' else 'composite type' end,
               o.relname::text
        from pg_catalog.pg_class o where o.relnamespace = {Schema} and o.relkind in ('m', 'f', 'p', 'c') and {NotOfExtension}
        union all
        select case when o.relispartition then 'partition' else 'inheritance of table' end, o.relname::text
        from pg_catalog.pg_class o where o.relnamespace = {Schema} and exists (select 1 from pg_catalog.pg_inherits i where i.inhrelid = o.oid)
          and o.relkind = 'r'
        union all
        select 'row security of table', o.relname::text from pg_catalog.pg_class o where o.relnamespace = {Schema} and o.relrowsecurity
        union all
        select case o.typtype when 'd' then 'domain' else 'range type' end, o.typname::text
        from pg_catalog.pg_type o where o.typnamespace = {Schema} and o.typtype in ('d', 'r') and {NotOfExtension}
        union all
        select 'aggregate', o.proname::text
        from pg_catalog.pg_proc o where o.pronamespace = {Schema} and o.prokind in ('a', 'w') and {NotOfExtension}
        union all
        select 'rule', r.rulename::text from pg_catalog.pg_rewrite r join pg_catalog.pg_class c on c.oid = r.ev_class
        where c.relnamespace = {Schema} and r.rulename <> '_RETURN'
        order by 1, 2
        """;

    public static BesideTables Read(RevisionProcessor processor, DatabaseSchema schema)
    {
        var extensions = processor.Rows(Extensions, r => r.GetString(0));
        var functions = processor.Rows(Functions, Function);
        var others = processor.Rows(Others, r => (Kind: r.GetString(0), Name: r.GetString(1)));
        var (views, unordered) = ViewOrder.Sort(schema.Views);
        var triggers = schema.Tables.SelectMany(t => t.Triggers).ToLookup(t => t.Text.Contains(", enabled ", StringComparison.Ordinal));
        return new BesideTables(
            [
                .. extensions.Select(TypeOperations.CreateExtension),
                // As pg_dump has it: what a function names may come later.
                .. functions.Count == 0 ? [] : (Operation[])[Sql("set local check_function_bodies = off")],
                .. functions.Select(f => Sql(f.Create)),
            ],
            [
                .. schema.Tables.SelectMany(
                    t => t.Constraints.OfType<OtherConstraint>(),
                    (t, c) => Sql($"alter table {SqlIdentifier.Quote(t.Name)} add constraint {SqlIdentifier.Quote(c.Name)} {c.Text}")),
                .. views.Select(v => View(v.Name, v.Definition.TrimEnd(';'))),
                .. triggers[false].Select(t => Sql(t.Text)),
            ],
            [.. views.Reverse().Select(v => BaselineSql.DropView(v.Name, postgres: true))],
            [.. functions.AsEnumerable().Reverse().Select(f => Sql(f.Drop))],
            [
                .. others.Select(o => $"{o.Kind} \"{o.Name}\""),
                .. unordered.Select(v => $"view \"{v.Name}\""),
                .. triggers[true].Select(t => $"trigger \"{t.Name}\", which is not enabled as usual"),
            ])
        {
            OtherTables = [.. others.Where(o => o.Kind is "partition").Select(o => o.Name)],
        };
    }

    private static (string Create, string Drop) Function(DbDataReader row)
    {
        var (definition, prefix) = (row.GetString(0), row.GetString(2));
        var at = definition.IndexOf(prefix, StringComparison.Ordinal);
        return (definition.Remove(at, prefix.Length).TrimEnd(), row.GetString(3));
    }

    private static Operation View(string name, string query) => BaselineSql.View(name, query, postgres: true);

    private static Operation Sql(string statement) => BaselineSql.Statement(statement, postgres: true);
}

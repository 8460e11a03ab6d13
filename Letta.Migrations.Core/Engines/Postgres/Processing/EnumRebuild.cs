namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Makes an enum type again, with other labels, and casts its columns by their labels. What else speaks of the type (a default, a check, an
/// index with a label in it) would go on speaking of the old one: it is taken away before, and put back as it was written.
/// </summary>
/// <param name="processor">Looks and sends.</param>
/// <param name="quoter">Quotes names and values.</param>
/// <param name="schema">The schema of the type.</param>
internal sealed class EnumRebuild(PostgresRevisionProcessor processor, PostgresRevisionQuoter quoter, string schema)
{
    public void CarryOut(string name, IReadOnlyList<string> labels)
    {
        var type = quoter.QuoteTableName(name, schema);
        var old = $"{name}__old";
        var columns = Columns(type);
        var dependents = Dependents(type);
        foreach (var (takeAway, _) in dependents)
            processor.Send(takeAway);

        processor.Send($"ALTER TYPE {type} RENAME TO {quoter.Quote(old)}");
        processor.Send($"CREATE TYPE {type} AS ENUM ({string.Join(", ", labels.Select(quoter.QuoteValue))})");
        foreach (var (table, column, array) in columns)
            processor.Send($"ALTER TABLE {table} ALTER {column} TYPE {type}{array} USING {column}::text{array}::{type}{array}");
        processor.Send($"DROP TYPE {quoter.QuoteTableName(old, schema)}");

        foreach (var (_, putBack) in dependents)
            processor.Send(putBack);
    }

    private List<(string Table, string Column, string Array)> Columns(string type)
        => processor.Rows(
            $"""
            select pg_catalog.format('%I.%I', n.nspname, c.relname), pg_catalog.quote_ident(a.attname), case when a.atttypid = y.oid then '' else '[]' end
            from pg_catalog.pg_type y
            join pg_catalog.pg_attribute a on a.atttypid in (y.oid, y.typarray) and not a.attisdropped
            join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where y.oid = pg_catalog.to_regtype({quoter.QuoteValue(type)})::oid order by c.relname, a.attnum
            """,
            r => (r.GetString(0), r.GetString(1), r.GetString(2)));

    /// <summary>
    /// Of a default that is a constant Postgres keeps no record that it is of the type, so defaults are found by their columns.
    /// </summary>
    private List<(string TakeAway, string PutBack)> Dependents(string type)
        => processor.Rows(
            $"""
            with type as (select oid, typarray from pg_catalog.pg_type where oid = pg_catalog.to_regtype({quoter.QuoteValue(type)})::oid),
            dependents as (
              select classid, objid from pg_catalog.pg_depend where refclassid = 'pg_catalog.pg_type'::regclass::oid and refobjid in (select oid from type union select typarray from type))
            select pg_catalog.format('ALTER TABLE %s ALTER %I DROP DEFAULT', a.attrelid::regclass, a.attname),
                   pg_catalog.format('ALTER TABLE %s ALTER %I SET DEFAULT %s', a.attrelid::regclass, a.attname, pg_catalog.pg_get_expr(d.adbin, d.adrelid))
            from type y join pg_catalog.pg_attribute a on a.atttypid in (y.oid, y.typarray) and a.attgenerated = '' and not a.attisdropped
            join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            union all
            select pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
                   pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_catalog.pg_get_constraintdef(c.oid))
            from pg_catalog.pg_constraint c where c.contype = 'c' and exists (select 1 from dependents d where d.classid = c.tableoid and d.objid = c.oid)
            union all
            select pg_catalog.format('DROP INDEX %s', i.indexrelid::regclass), pg_catalog.pg_get_indexdef(i.indexrelid)
            from pg_catalog.pg_index i where exists (select 1 from dependents d where d.classid = 'pg_catalog.pg_class'::regclass::oid and d.objid = i.indexrelid)
            """,
            r => (r.GetString(0), r.GetString(1)));
}

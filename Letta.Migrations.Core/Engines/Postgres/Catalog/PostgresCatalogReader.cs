using Letta.Migrations.Product;
using Letta.Migrations.Schema;
using Npgsql;
using Index = Letta.Migrations.Schema.Index;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads what a schema holds, in seven queries on the system catalogs. Names come without their schema as long as the search path begins
/// with it, so that two schemas with the same objects read the same.
/// </summary>
/// <param name="connection">Its search path begins with <paramref name="schema"/>.</param>
/// <param name="schema">The schema.</param>
/// <param name="own">The names of our own tables, which are left out.</param>
/// <param name="pin">What travels with each query to make the search path so, where no transaction holds it; null elsewhere.</param>
internal sealed class PostgresCatalogReader(NpgsqlConnection connection, string schema, OwnTables own, string? pin = null)
{
    /// <summary>
    /// The tables of the schema, as the start of every query: not an extension's, and not those that hold our own records.
    /// </summary>
    private readonly string _tables = $"""
        with tables as (
          select c.oid, c.relname::text as name, pg_catalog.obj_description(c.oid, 'pg_class') as comment from pg_catalog.pg_class c
          where c.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = $1) and c.relkind in ('r', 'p')
            and not {own.Condition("c.relname")}
            and not exists (select 1 from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e'))
        """;

    /// <summary>The schema as it is at this moment, within the transaction that the connection is in, if it is in one.</summary>
    public DatabaseSchema Read()
    {
        var columns = Columns();
        var constraints = Constraints().ToLookup(c => c.Table, c => c.Value, StringComparer.Ordinal);
        var indexes = Indexes().ToLookup(i => i.Table, i => i.Value, StringComparer.Ordinal);
        var triggers = Triggers().ToLookup(t => t.Table, t => t.Value, StringComparer.Ordinal);
        return new DatabaseSchema(
            [
                .. columns.GroupBy(c => (c.Table, c.Comment), c => c.Value)
                    .Select(t => new Table(
                        t.Key.Table,
                        [.. t.OfType<Column>()],
                        [.. constraints[t.Key.Table]],
                        [.. indexes[t.Key.Table]],
                        [.. triggers[t.Key.Table]])
                    {
                        Comment = t.Key.Comment,
                    }),
            ],
            Enums(),
            Sequences())
        {
            Views = Views(),
        };
    }

    /// <summary>The tables and their columns, without anything else about them: one query.</summary>
    public DatabaseSchema ReadOutline() => new(
        Rows(
            $"""
            {_tables}
            select t.name, array(select a.attname::text from pg_catalog.pg_attribute a
                                 where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped order by a.attnum)
            from tables t order by t.name
            """,
            r => SchemaOutline.Reduce(r.GetString(0), r.GetFieldValue<string[]>(1))),
        [],
        []);

    /// <summary>A table without columns is one row with null.</summary>
    private List<(string Table, string? Comment, Column? Value)> Columns() => Rows(
        $"""
        {_tables}
        select t.name, t.comment, a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
               case a.attidentity when 'a' then 'identity always' when 'd' then 'identity' end, a.attgenerated::text,
               case when a.attcollation <> y.typcollation then l.collname::text end, pg_catalog.col_description(t.oid, a.attnum)
        from tables t
        left join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        left join pg_catalog.pg_type y on y.oid = a.atttypid
        left join pg_catalog.pg_collation l on l.oid = a.attcollation
        left join pg_catalog.pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
        order by t.name, a.attnum
        """,
        r => (r.GetString(0), Text(r, 1), r.IsDBNull(2) ? null : Column(r)));

    /// <summary>What a generated column is computed from stands where another column has its default.</summary>
    private static Column Column(NpgsqlDataReader r)
    {
        var (expression, generated) = (Text(r, 5), r.GetString(7));
        return new Column(r.GetString(2), r.GetString(3), r.GetBoolean(4), generated.Length == 0 ? expression : null)
        {
            Identity = Text(r, 6),
            Computed = generated.Length == 0 ? null : expression,
            Stored = generated is not "v",
            Collation = Text(r, 8),
            Comment = Text(r, 9),
        };
    }

    private List<(string Table, Constraint Value)> Constraints() => Rows(
        $"""
        {_tables}
        select t.name, c.conname::text, c.contype::text, {Names("c.conkey", "c.conrelid")}, pg_catalog.pg_get_constraintdef(c.oid),
               coalesce(x.indnullsnotdistinct, false),
               case when p.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = $1) then p.relname::text else c.confrelid::regclass::text end,
               {Names("c.confkey", "c.confrelid")}, c.confdeltype::text, c.confupdtype::text, c.condeferrable, c.condeferred, c.convalidated
        from tables t
        join pg_catalog.pg_constraint c on c.conrelid = t.oid and c.contype <> 'n'
        left join pg_catalog.pg_class p on p.oid = c.confrelid
        left join pg_catalog.pg_index x on x.indexrelid = c.conindid
        order by t.name, c.conname
        """,
        r => (r.GetString(0), Constraint(r)));

    private static Constraint Constraint(NpgsqlDataReader r)
    {
        var (name, columns, definition) = (r.GetString(1), r.GetFieldValue<string[]>(3), r.GetString(4));
        var deferral = r.GetBoolean(11) ? "deferrable initially deferred" : r.GetBoolean(10) ? "deferrable" : null;
        return r.GetString(2) switch
        {
            "p" when deferral is null => new PrimaryKey(name, columns),
            "u" when deferral is null => new UniqueConstraint(name, columns, r.GetBoolean(5)),
            "f" => new ForeignKey(name, columns, r.GetString(6), r.GetFieldValue<string[]>(7))
            {
                OnDelete = Action(r.GetString(8)),
                OnUpdate = Action(r.GetString(9)),
                Deferral = deferral,
                Valid = r.GetBoolean(12),
            },
            "c" => new Check(name, definition["CHECK ".Length..]),
            _ => new OtherConstraint(name, definition),
        };
    }

    private List<(string Table, Index Value)> Indexes() => Rows(
        $$"""
        {{_tables}}
        select t.name, i.relname::text, x.indisunique, x.indisvalid and x.indisready, m.amname::text, x.indnkeyatts::integer,
               array(select case when a.attname is null then pg_catalog.pg_get_indexdef(x.indexrelid, k, true) else a.attname::text end
                     from pg_catalog.generate_series(1, x.indnatts::integer) k
                     left join pg_catalog.pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[k - 1] and a.attnum > 0 order by k),
               array(select x.indkey[k] = 0 from pg_catalog.generate_series(0, x.indnkeyatts::integer - 1) k order by k),
               array(select case when not o.opcdefault then o.opcname::text end
                     from pg_catalog.generate_series(0, x.indnkeyatts::integer - 1) k join pg_catalog.pg_opclass o on o.oid = x.indclass[k] order by k),
               array(select x.indoption[k]::integer from pg_catalog.generate_series(0, x.indnkeyatts::integer - 1) k order by k),
               pg_catalog.pg_get_expr(x.indpred, x.indrelid), coalesce(x.indnullsnotdistinct, false),
               array(select o from pg_catalog.unnest(i.reloptions) o order by o)
        from tables t
        join pg_catalog.pg_index x on x.indrelid = t.oid
        join pg_catalog.pg_class i on i.oid = x.indexrelid
        join pg_catalog.pg_am m on m.oid = i.relam
        where not exists (select 1 from pg_catalog.pg_constraint c where c.conindid = x.indexrelid and c.contype in ('p', 'u', 'x'))
        order by t.name, i.relname
        """,
        r => (r.GetString(0), Index(r)));

    private static Index Index(NpgsqlDataReader r)
    {
        var (keys, names) = (r.GetInt32(5), r.GetFieldValue<string[]>(6));
        var (expressions, classes, options) = (r.GetFieldValue<bool[]>(7), r.GetFieldValue<string?[]>(8), r.GetFieldValue<int[]>(9));
        return new Index(r.GetString(1), [.. names.Take(keys).Select((name, i) => Term(name, expressions[i], classes[i], options[i]))])
        {
            Unique = r.GetBoolean(2),
            Valid = r.GetBoolean(3),
            Method = r.GetString(4) is "btree" ? null : r.GetString(4),
            Options = r.GetFieldValue<string[]>(12),
            Included = [.. names.Skip(keys)],
            Filter = Text(r, 10),
            NullsNotDistinct = r.GetBoolean(11),
        };
    }

    /// <param name="name">The column, or the expression.</param>
    /// <param name="expression">Whether it is an expression.</param>
    /// <param name="operatorClass">The operator class, if it is not the usual one.</param>
    /// <param name="option">1 for descending, 2 for NULLs first (INDOPTION_DESC and INDOPTION_NULLS_FIRST of pg_index.h).</param>
    private static IndexTerm Term(string name, bool expression, string? operatorClass, int option)
    {
        var (descending, nullsFirst) = ((option & 1) != 0, (option & 2) != 0);
        return new IndexTerm(name, descending)
        {
            IsExpression = expression,
            OperatorClass = operatorClass,
            NullsFirst = descending == nullsFirst ? null : nullsFirst,
        };
    }

    private List<(string Table, Trigger Value)> Triggers() => Rows(
        $"""
        {_tables}
        select t.name, g.tgname::text, pg_catalog.pg_get_triggerdef(g.oid, true) || case g.tgenabled when 'O' then '' else ', enabled ' || g.tgenabled::text end
        from tables t join pg_catalog.pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal order by t.name, g.tgname
        """,
        r => (r.GetString(0), new Trigger(r.GetString(1), r.GetString(2))));

    private List<EnumType> Enums() => Rows(
        """
        select y.typname::text, array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = y.oid order by e.enumsortorder)
        from pg_catalog.pg_type y join pg_catalog.pg_namespace n on n.oid = y.typnamespace
        where n.nspname = $1 and y.typtype = 'e' and not exists (select 1 from pg_catalog.pg_depend d where d.objid = y.oid and d.deptype = 'e')
        order by y.typname
        """,
        r => new EnumType(r.GetString(0), r.GetFieldValue<string[]>(1)));

    private List<Sequence> Sequences() => Rows(
        """
        select c.relname::text, pg_catalog.format_type(s.seqtypid, null), s.seqstart, s.seqincrement, o.relname::text || '.' || a.attname::text, s.seqcycle,
               nullif(s.seqmin, case when s.seqincrement > 0 then 1 else u.least end), nullif(s.seqmax, case when s.seqincrement > 0 then u.largest else -1 end)
        from pg_catalog.pg_sequence s
        join (values ('smallint'::regtype::oid, -32768::bigint, 32767::bigint), ('integer'::regtype::oid, -2147483648, 2147483647),
                     ('bigint'::regtype::oid, -9223372036854775808, 9223372036854775807)) u (type, least, largest) on u.type = s.seqtypid
        join pg_catalog.pg_class c on c.oid = s.seqrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        left join pg_catalog.pg_depend d on d.objid = c.oid and d.classid = c.tableoid and d.refclassid = c.tableoid and d.deptype in ('a', 'i')
        left join pg_catalog.pg_class o on o.oid = d.refobjid
        left join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
        where n.nspname = $1 and d.deptype is distinct from 'i'
          and not exists (select 1 from pg_catalog.pg_depend e where e.objid = c.oid and e.deptype = 'e')
        order by c.relname
        """,
        r => new Sequence(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), Text(r, 4))
        {
            Cycles = r.GetBoolean(5),
            Least = r.IsDBNull(6) ? null : r.GetInt64(6),
            Largest = r.IsDBNull(7) ? null : r.GetInt64(7),
        });

    private List<View> Views() => Rows(
        """
        select c.relname::text, pg_catalog.pg_get_viewdef(c.oid, true) from pg_catalog.pg_class c
        where c.relnamespace = (select oid from pg_catalog.pg_namespace where nspname = $1) and c.relkind = 'v'
          and not exists (select 1 from pg_catalog.pg_depend d where d.objid = c.oid and d.deptype = 'e')
        order by c.relname
        """,
        r => new View(r.GetString(0), r.GetString(1)));

    /// <summary>The columns behind an array of numbers, in its order.</summary>
    private static string Names(string numbers, string table) => $"""
        array(select a.attname::text from pg_catalog.unnest({numbers}) with ordinality as k (number, place)
              join pg_catalog.pg_attribute a on a.attrelid = {table} and a.attnum = k.number order by k.place)
        """;

    private static string? Action(string letter) => letter switch
    {
        "c" => "cascade",
        "n" => "set null",
        "d" => "set default",
        "r" => "restrict",
        _ => null,
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private List<T> Rows<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        using var batch = new NpgsqlBatch(connection);
        if (pin is not null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(pin));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<string> { TypedValue = schema } } });
        using var reader = batch.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }
}

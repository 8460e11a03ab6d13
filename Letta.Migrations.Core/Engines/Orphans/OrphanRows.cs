using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Orphans;

/// <summary>
/// Finds rows that refer to no row, and does with them what their foreign key says of a parent that goes: on Postgres and SQLite alike.
/// </summary>
/// <param name="processor">In the transaction; foreign keys that are enforced act by themselves, and find nothing left to do.</param>
/// <param name="schema">The tables that there are.</param>
internal sealed class OrphanRows(RevisionProcessor processor, DatabaseSchema schema)
{
    private readonly OrphanDialect _sql = processor.Orphans;
    private readonly List<RowRefusal> _blocked = [];

    /// <summary>How many rows were copied since the table of copies is there.</summary>
    public static long Copies(RevisionProcessor processor)
        => processor.Rows(processor.Orphans.HasCopies, _ => true).Count == 0
            ? 0
            : processor.Rows($"select count(*) from {processor.Named(processor.Own.Orphan)}", r => r.GetInt64(0))[0];

    /// <summary>All foreign keys that there are.</summary>
    public IEnumerable<OrphanKey> Keys
        => schema.Tables.SelectMany(t => t.Constraints.OfType<ForeignKey>(), (t, key) => new OrphanKey(t.Name, key));

    /// <summary>Whether the table and the columns of a foreign key are there, and the parent's.</summary>
    public bool CanAsk(OrphanKey key)
        => Has(key.Table, key.Key.Columns) && Has(key.Key.Parent, key.Key.ParentColumns);

    /// <summary>The orphans of a foreign key; null if there are none.</summary>
    public RowRefusal? Find(OrphanKey key)
    {
        var query = $"select {Shown(key.Table)} from {processor.Named(key.Table)} c where {Condition(key)("c")} order by 1";
        return processor.Offenders(key.Table, key.Offence, query) is { } what
            ? new RowRefusal(what, [query], $"let them refer to existing rows of \"{key.Key.Parent}\", or delete them")
            {
                Option = IsResolvable(key) ? "--resolve-orphans" : null,
            }
            : null;
    }

    /// <summary>Whether the foreign key says what becomes of orphans, and the columns allow it.</summary>
    public bool IsResolvable(OrphanKey key)
        => key.Action == "cascade" || (key.Action == "set null" && key.Key.Columns.All(c => Column(key.Table, c) is { Nullable: true }));

    /// <summary>
    /// Copies the orphans of a foreign key, and then deletes them or lets them refer to nothing; with them the rows that refer to them, by
    /// what their own foreign keys say.
    /// </summary>
    /// <returns>What keeps it from being done; nothing was done then that may be committed.</returns>
    public IReadOnlyList<RowRefusal> Resolve(OrphanKey key, long version)
    {
        _blocked.Clear();
        if (key.Action == "cascade")
            Remove(key, Condition(key), version, [key.Table]);
        else
            Clear(key, Condition(key), version);
        return [.. _blocked];
    }

    private void Remove(OrphanKey by, Func<string, string> condition, long version, IReadOnlyList<string> path)
    {
        var table = Table(by.Table)!;
        var gone = WithOwnChildren(table, condition);
        foreach (var child in Keys.Where(k => Same(k.Key.Parent, table.Name) && !(Same(k.Table, table.Name) && k.Action == "cascade")))
        {
            var children = ReferringTo(child, gone, path.Count);
            if (!Exists(child.Table, children))
                continue;
            if (child.Action == "cascade" && !path.Any(t => Same(t, child.Table)))
                Remove(child, children, version, [.. path, child.Table]);
            else if (child.Action == "set null" && IsResolvable(child))
                Clear(child, children, version);
            else
                Block(by, child, children);
        }

        if (_blocked.Count > 0)
            return;
        Copy(by, gone, "delete", _sql.Insert(processor.Named(table.Name), table, "c"), version);
        Note(by, deleted: true, processor.Change($"delete from {processor.Named(table.Name)} as c where {gone("c")}"));
    }

    private void Clear(OrphanKey by, Func<string, string> condition, long version)
    {
        var table = Table(by.Table)!;
        Copy(by, condition, "set null", _sql.Update(processor.Named(table.Name), table, by.Key.Columns, "c"), version);
        var nulls = string.Join(", ", by.Key.Columns.Select(c => $"{OrphanDialect.Quote(c)} = null"));
        Note(by, deleted: false, processor.Change($"update {processor.Named(table.Name)} as c set {nulls} where {condition("c")}"));
    }

    private void Copy(OrphanKey by, Func<string, string> condition, string action, string restore, long version)
        => processor.Change(
            $"""
            insert into {processor.Named(processor.Own.Orphan)} (table_name, row_key, foreign_key, action, content, restore, version, resolved_at)
            select {OrphanDialect.String(by.Table)}, {_sql.KeyText(Table(by.Table)!, "c")}, {OrphanDialect.String(by.Key.Name)}, '{action}', {_sql.Json(Table(by.Table)!, "c")},
              {restore}, {version}, {_sql.Now}
            from {processor.Named(by.Table)} c where {condition("c")}
            """);

    private void Note(OrphanKey by, bool deleted, int rows)
    {
        if (rows > 0)
            processor.Resolved.Add(new ResolvedOrphans(by.Table, by.Key.Name, deleted, rows));
    }

    private void Block(OrphanKey by, OrphanKey child, Func<string, string> children)
    {
        var query = $"select {Shown(child.Table)} from {processor.Named(child.Table)} c where {children("c")} order by 1";
        var what = processor.Offenders(
            child.Table,
            $"refer to rows of \"{by.Table}\" that the foreign key \"{by.Key.Name}\" deletes, and \"{child.Key.Name}\" (on "
                + $"delete {child.Action}) does not let them be resolved",
            query);
        if (what is not null)
            _blocked.Add(new RowRefusal(what, [query], "let them refer to other rows, or delete them"));
    }

    /// <summary>A row refers to no row if none of its columns is NULL and no row of the parent has their values.</summary>
    private Func<string, string> Condition(OrphanKey key)
        => alias => $"{string.Join(" and ", key.Key.Columns.Select(c => $"{alias}.{OrphanDialect.Quote(c)} is not null"))}"
            + (Table(key.Key.Parent) is null
                ? ""
                : $" and not exists (select 1 from {processor.Named(key.Key.Parent)} p where {Equal(key, alias, "p")})");

    private Func<string, string> ReferringTo(OrphanKey child, Func<string, string> parents, int depth)
        => alias => $"exists (select 1 from {processor.Named(child.Key.Parent)} p{depth} where {Equal(child, alias, $"p{depth}")} "
            + $"and {parents($"p{depth}")})";

    /// <summary>With the rows of the same table that refer to them, and those that refer to these, and so on.</summary>
    private Func<string, string> WithOwnChildren(Table table, Func<string, string> condition)
    {
        List<OrphanKey> own = [.. Keys.Where(k => Same(k.Table, table.Name) && Same(k.Key.Parent, table.Name) && k.Action == "cascade")];
        if (own.Count == 0)
            return condition;

        var named = processor.Named(table.Name);
        var refers = string.Join(" or ", own.Select(k => $"({Equal(k, "r", "q")})"));
        return alias => $"({Ids(alias)}) in (with recursive gone as (select {Ids("s")} from {named} s where {condition("s")} "
            + $"union select {Ids("r")} from {named} r join {named} q on {refers} join gone g "
            + $"on {string.Join(" and ", _sql.RowId.Select(c => $"g.{c} = q.{c}"))}) select * from gone)";

        string Ids(string of) => string.Join(", ", _sql.RowId.Select(c => $"{of}.{c}"));
    }

    private string Equal(OrphanKey key, string child, string parent)
        => string.Join(
            " and ",
            key.Key.Columns.Zip(
                key.Key.ParentColumns,
                (c, p) => $"{parent}.{OrphanDialect.Quote(p)} {_sql.IsEqual} {_sql.Compared($"{child}.{OrphanDialect.Quote(c)}")}"));

    private string Shown(string table) => Table(table) is { Key.Count: > 0 } known ? _sql.KeyText(known, "c") : $"c.{_sql.RowId[^1]}";

    private bool Exists(string table, Func<string, string> condition)
        => processor.Rows($"select 1 from {processor.Named(table)} c where {condition("c")} limit 1", _ => true).Count > 0;

    private bool Has(string table, IReadOnlyList<string> columns)
        => columns.Count > 0 && columns.All(c => Column(table, c) is { } known && _sql.Compares(known.Type));

    private Column? Column(string table, string column) => Table(table)?.Columns.FirstOrDefault(c => Same(c.Name, column));

    private Table? Table(string name) => schema.Tables.FirstOrDefault(t => Same(t.Name, name));

    private bool Same(string one, string other) => string.Equals(one, other, _sql.Names);
}

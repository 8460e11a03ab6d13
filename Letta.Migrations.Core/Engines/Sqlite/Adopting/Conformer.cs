using Letta.Migrations.Engines.Orphans;
using Letta.Migrations.Engines.Sqlite.Rebuild;
using Letta.Migrations.Engines.Sqlite.Sql;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Sqlite.Adopting;

/// <summary>
/// Brings tables that another tool made into the shape that our own revisions give them, in the transaction that the processor is in: one
/// copy for each table that differs, every row and its rowid kept.
/// </summary>
/// <param name="processor">On the database, with foreign keys not enforced.</param>
/// <param name="wanted">What the revisions make.</param>
/// <param name="stash">Takes what the next revision left, where the other tool began it.</param>
internal sealed class Conformer(SqliteRevisionProcessor processor, SchemaSnapshot wanted, PartialRevisionStash? stash)
{
    /// <param name="despite">Whether to go on where there is drift: the tables that have it are left as they are.</param>
    /// <returns>The drift; if there is any and it is not accepted, nothing was changed.</returns>
    public IReadOnlyList<Difference> Conform(bool despite)
    {
        var drift = Remaining();
        if (drift.Count > 0 && !despite)
            return drift;

        stash?.Take(Drift());
        var left = drift.Select(d => d.Table ?? d.Name).Concat(SameInOtherWords()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<TableDefinition> tables
            = [.. wanted.Tables.Where(t => !processor.Own.Contains(t) && !left.Contains(t)).Select(t => Wanted(wanted.Table(t)!))];
        if (processor.ResolveOrphans)
            ResolveOrphans();
        Check(tables.Where(t => processor.Snapshot().Table(t.Name) is not null));
        foreach (var table in tables)
            Shape(table);
        return drift;
    }

    /// <summary>Tables of a tool that is not known for its own way of building them: not a row of theirs is to be copied.</summary>
    private IEnumerable<string> SameInOtherWords()
    {
        if (processor.Own.Companion is not null)
            return [];

        var expected = SqliteCatalogReader.Read(wanted);
        var others = new SqliteAdoptionRules(companion: null).CompareClosely(expected, SqliteCatalogReader.Read(processor.Snapshot()))
            .Select(d => d.Table ?? d.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return expected.Tables.Select(t => t.Name).Where(t => !others.Contains(t));
    }

    /// <summary>The table as it shall be. What EF Core made keeps its types: see <see cref="EfCoreTypes"/>.</summary>
    private TableDefinition Wanted(TableDefinition table)
        => processor.Own.Companion is not null || processor.Snapshot().Table(table.Name) is not { } actual
            ? table
            : table with
            {
                Columns = [
                    .. table.Columns.Select(
                        c => actual.Column(c.Name) is { } there && EfCoreTypes.IsOf(there.Type, c.Type) ? c with { Type = there.Type } : c)
                ],
            };

    private IReadOnlyList<Difference> Drift()
        => new SqliteAdoptionRules(processor.Own.Companion)
            .Compare(SqliteCatalogReader.Read(wanted), SqliteCatalogReader.Read(processor.Snapshot()));

    private IReadOnlyList<Difference> Remaining()
    {
        var drift = Drift();
        return stash is null ? drift : [.. drift.Where(d => !stash.Explains(d))];
    }

    private void Check(IEnumerable<TableDefinition> tables)
    {
        var conditions = new RowConditions(processor);
        foreach (var table in tables)
            conditions.Check(processor.Snapshot().Table(table.Name)!, Filled(table), MissingIndexes(table.Name));
        var shaped = tables.Select(t => t.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var other in processor.Snapshot().Tables.Where(
            t => !shaped.Contains(t) && !processor.Own.Contains(t) && !processor.Snapshot().IsVirtual(t))
            .ToList())
            conditions.LookForOrphans(processor.Snapshot().Table(other)!, []);
        conditions.Refuse();
    }

    /// <summary>Those of the foreign keys that there are, and of those that the tables are about to get.</summary>
    private void ResolveOrphans()
    {
        var orphans = new OrphanRows(processor, processor.ReadCatalog());
        var added = SqliteCatalogReader.Read(wanted).Tables.SelectMany(
            t => t.Constraints.OfType<ForeignKey>(), (t, key) => new OrphanKey(t.Name, key));
        foreach (var key in orphans.Keys.Concat(added).Where(orphans.CanAsk).ToList())
        {
            if (orphans.IsResolvable(key)
                && orphans.Find(key) is not null
                && orphans.Resolve(key, processor.ResolvesFor) is { Count: > 0 } blocked)
                throw RowRefusal.Error(blocked);
        }
    }

    private void Shape(TableDefinition table)
    {
        foreach (var other in processor.Snapshot().Indexes(table.Name).Where(i => wanted.Index(i.Name) is { } should && !IsSame(i, should))
            .ToList())
            processor.Send($"DROP INDEX {SqlName.Quote(other.Name)}");

        var snapshot = processor.Snapshot();
        var actual = snapshot.Table(table.Name);
        var shape = Filled(table) with
        {
            Columns = [.. Filled(table).Columns.Select(c => c with { IsNew = actual is not null && actual.Column(c.Name) is null })]
        };
        var plan = TablePlan.For(actual, new PendingTable(shape, isNew: actual is null), snapshot);
        if (plan.Count > 0)
            processor.Rebuild(table.Name, plan);
        foreach (var index in MissingIndexes(table.Name).ToList())
            processor.Send(index.Sql!);
    }

    private IEnumerable<SchemaObject> MissingIndexes(string table)
        => wanted.Indexes(table).Where(i => processor.Snapshot().Index(i.Name) is not { } there || !IsSame(there, i));

    private static bool IsSame(SchemaObject one, SchemaObject other)
        => SqlName.Same(one.Table, other.Table) && IndexReader.Read(one).Text == IndexReader.Read(other).Text;

    private TableDefinition Filled(TableDefinition table) => table with
    {
        Columns =
        [
            .. table.Columns.Select(c => processor.Own.Companion?.FillOnSqlite(table.Name, c.Name) is { } fill
                ? c with { Fill = $"coalesce({SqlName.Quote(c.Name)}, {fill})" }
                : c),
        ],
    };
}

namespace Letta.Migrations.Product;

/// <summary>
/// The tables that record where a database is and what migrations left to be done: the one list of them, for whatever makes, reads, counts,
/// compares, drops or grants. A table that is added here belongs into docs/architecture.md and deploy/roles.sql too; tests hold them
/// together.
/// </summary>
internal sealed class OwnTables
{
    private readonly string _prefix;

    public OwnTables(MigrationProduct product)
    {
        _prefix = product.TablePrefix;
        Companion = product.Companion;
        VersionTable = product.VersionTable;
        Stock = product.Stock;
        All = [
            Versions,
            .. Companion is null ? [] : (string[])[Companion.Table],
            Ledger,
            Step,
            Orphan,
            Backfills,
            BackfillRanges,
            BackfillRows
        ];
    }

    public IReadOnlyList<string> All { get; }

    /// <summary>FluentMigrator's own, with its columns.</summary>
    public VersionTable VersionTable { get; }

    /// <summary>FluentMigrator's own.</summary>
    public string Versions => VersionTable.Name;

    /// <summary>How migrations of FluentMigrator's own runner are carried out; null where there are none.</summary>
    public StockDialect? Stock { get; }

    /// <summary>The record of another tool; null where there is none.</summary>
    public CompanionRecord? Companion { get; }

    /// <summary>What the version table has no room for; only ever added to.</summary>
    public string Ledger => $"{_prefix}_ledger";

    /// <summary>The column of the ledger with the id that a revision has in the other tool.</summary>
    public string ForeignIdColumn => Companion?.IdColumn ?? "foreign_id";

    /// <summary>Holds one row while a revision is carried out step by step, none otherwise.</summary>
    public string Step => $"{_prefix}_step";

    /// <summary>Holds a copy of each row that was deleted or changed because it referred to no row; only ever added to.</summary>
    public string Orphan => $"{_prefix}_orphan";

    /// <summary>Which backfills are due, and how far they are.</summary>
    public string Backfills => $"{_prefix}_backfill";

    /// <summary>Who works on which part of a backfill.</summary>
    public string BackfillRanges => $"{_prefix}_backfill_range";

    /// <summary>Which rows of a backfill failed.</summary>
    public string BackfillRows => $"{_prefix}_backfill_row";

    /// <summary>A name for something that is there only while a revision is carried out.</summary>
    public string Temporary(string what) => $"{_prefix}_{what}";

    /// <summary>
    /// Whether a table is one of these, or one of another build's, and no part of what the revisions make. The names of all begin with the
    /// prefix; so do those that a newer build adds, and that this one does not know.
    /// </summary>
    public bool Contains(string table)
        => table == Versions || table == Companion?.Table || table.StartsWith($"{_prefix}_", StringComparison.Ordinal);

    /// <summary>The same of the name in a column, as a condition in the SQL of Postgres.</summary>
    public string Condition(string column) => $"({column} in ({Quoted(All)}) or pg_catalog.starts_with({column}, '{_prefix}_'))";

    /// <summary>That the name in a column is none of those that this build knows, as a condition in SQL.</summary>
    public string NoneOfAll(string column) => $"{column} not in ({Quoted(All)})";

    private static string Quoted(IEnumerable<string> tables) => string.Join(", ", tables.Select(t => $"'{t}'"));
}

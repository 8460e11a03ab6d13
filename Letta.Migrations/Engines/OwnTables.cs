using Letta.Migrations.Backfills;

namespace Letta.Migrations.Engines;

/// <summary>
/// The tables that record where a database is and what migrations left to be done: the one list of them, for whatever makes, reads, counts,
/// compares, drops or grants. A table that is added here belongs into docs/architecture.md and deploy/roles.sql too; tests hold them together.
/// </summary>
internal static class OwnTables
{
    /// <summary>FluentMigrator's own.</summary>
    public const string Versions = "VersionInfo";

    /// <summary>Alembic's own.</summary>
    public const string Alembic = "alembic_version";

    /// <summary>The names of all others begin with this; so do those that a newer build adds, and that this one does not know.</summary>
    public const string Prefix = "letta_migration";

    public static IReadOnlyList<string> All { get; } =
        [Versions, Alembic, Bookkeeping.Ledger, Bookkeeping.Step, Bookkeeping.Orphan, BackfillLedger.Table, BackfillLedger.Ranges, BackfillLedger.Rows];

    /// <summary>Whether a table is one of these, or one of another build's, and no part of what the revisions make.</summary>
    public static bool Contains(string table) => table is Versions or Alembic || table.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The same of the name in a column, as a condition in the SQL of Postgres.</summary>
    public static string Condition(string column) => $"({column} in ('{Versions}', '{Alembic}') or pg_catalog.starts_with({column}, '{Prefix}'))";

    /// <summary>That the name in a column is none of those that this build knows, as a condition in SQL.</summary>
    public static string NoneOfAll(string column) => $"{column} not in ({string.Join(", ", All.Select(t => $"'{t}'"))})";
}

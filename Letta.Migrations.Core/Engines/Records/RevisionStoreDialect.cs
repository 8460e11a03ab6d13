using Letta.Migrations.Backfills;
using Letta.Migrations.Product;

namespace Letta.Migrations.Engines;

/// <summary>How one engine spells what <see cref="RevisionStore"/> needs.</summary>
/// <param name="Tables">Statements that create the tables that are missing.</param>
/// <param name="HasChecksum">A query that has a row if the ledger has the column <c>checksum</c>, which it did not have at first.</param>
/// <param name="AddChecksum">The statement that gives it that column.</param>
/// <param name="Versions">The recorded versions in their order, between commas, as an expression; null if there are none.</param>
/// <param name="UtcNow">The present time in UTC, as an expression.</param>
/// <param name="User">Who writes, as an expression.</param>
/// <param name="Timestamp">Turns a parameter with the text of a UTC time into a value of the column.</param>
internal sealed record RevisionStoreDialect(
    IReadOnlyList<string> Tables,
    string HasChecksum,
    string AddChecksum,
    string Versions,
    string UtcNow,
    string User,
    Func<string, string> Timestamp)
{
    /// <summary>How it spells what backfills need, and how our own tables are read.</summary>
    public required BackfillDialect Backfills { get; init; }

    public static RevisionStoreDialect Postgres(OwnTables own) => Postgres(own, own.VersionTable.Quoted);

    public static RevisionStoreDialect Sqlite(OwnTables own) => Sqlite(own, own.VersionTable.Quoted);

    private static RevisionStoreDialect Postgres(OwnTables own, VersionTable versions) => new(
        [
            $"create table if not exists {versions.Name} ({versions.Version} bigint not null, "
                + $"{versions.AppliedOn} timestamp, {versions.Description} varchar(1024))",
            VersionIndex(versions),
            .. Created(own.Companion?.CreateOnPostgres),
            $"""
            create table if not exists {own.Ledger} (
              id bigint generated always as identity primary key,
              version bigint not null, {own.ForeignIdColumn} varchar, name varchar not null, direction varchar not null,
              started_at timestamptz not null, duration_ms bigint, tool_version varchar not null, applied_by varchar not null, checksum varchar)
            """,
            $"create table if not exists {own.Step} (version bigint primary key, direction varchar not null, done integer not null, "
                + $"steps integer not null)",
            $"""
            create table if not exists {own.Orphan} (
              id bigint generated always as identity primary key,
              table_name varchar not null, row_key varchar, foreign_key varchar not null, action varchar not null, content json not null,
              restore varchar, version bigint not null, resolved_at timestamptz not null)
            """,
            // With the rest, so that one query tells where a database is and what is to be done in it.
            .. PostgresBackfills.Dialect(own).Tables,
        ],
        $"select 1 from pg_catalog.pg_attribute where attrelid = pg_catalog.to_regclass('{own.Ledger}')::oid and attname = 'checksum' "
            + $"and not attisdropped",
        $"alter table {own.Ledger} add column checksum varchar",
        $"(select pg_catalog.string_agg(cast({versions.Version} as text), ',' order by "
            + $"{versions.Version}) from {versions.Name})",
        "pg_catalog.now() at time zone 'UTC'",
        "session_user",
        parameter => $"({parameter}::timestamp at time zone 'UTC')")
    {
        Backfills = PostgresBackfills.Dialect(own),
    };

    private static RevisionStoreDialect Sqlite(OwnTables own, VersionTable versions) => new(
        [
            $"create table if not exists {versions.Name} ({versions.Version} INTEGER NOT NULL, "
                + $"{versions.AppliedOn} DATETIME, {versions.Description} TEXT)",
            VersionIndex(versions),
            .. Created(own.Companion?.CreateOnSqlite),
            $"""
            create table if not exists {own.Ledger} (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              version BIGINT NOT NULL, {own.ForeignIdColumn} VARCHAR, name VARCHAR NOT NULL, direction VARCHAR NOT NULL,
              started_at DATETIME NOT NULL, duration_ms BIGINT, tool_version VARCHAR NOT NULL, applied_by VARCHAR NOT NULL, checksum VARCHAR)
            """,
            $"create table if not exists {own.Step} (version BIGINT PRIMARY KEY, direction VARCHAR NOT NULL, done INTEGER NOT NULL, "
                + $"steps INTEGER NOT NULL)",
            $"""
            create table if not exists {own.Orphan} (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              table_name VARCHAR NOT NULL, row_key VARCHAR, foreign_key VARCHAR NOT NULL, action VARCHAR NOT NULL, content JSON NOT NULL,
              restore TEXT, version BIGINT NOT NULL, resolved_at DATETIME NOT NULL)
            """,
            .. SqliteBackfills.Dialect(own).Tables,
        ],
        $"select 1 from pragma_table_info('{own.Ledger}') where name = 'checksum'",
        $"alter table {own.Ledger} add column checksum VARCHAR",
        $"(select group_concat({versions.Version}) from (select {versions.Version} "
            + $"from {versions.Name} order by {versions.Version}))",
        "CURRENT_TIMESTAMP",
        "@user",
        parameter => parameter)
    {
        Backfills = SqliteBackfills.Dialect(own),
    };

    private static string VersionIndex(VersionTable table)
        => $"create unique index if not exists {table.Index} on {table.Name} ({table.Version} asc)";

    private static string[] Created(string? companion) => companion is null ? [] : [companion];
}

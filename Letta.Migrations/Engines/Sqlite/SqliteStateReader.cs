using System.Globalization;
using Letta.Migrations.Backfills;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>Reads where a SQLite file is. A file that does not exist is an empty database, and is not created.</summary>
internal static class SqliteStateReader
{
    public static async Task<DatabaseState> ReadAsync(SqliteTarget target, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        if (!SqliteFile.Exists(target))
            return DatabaseState.Empty;

        await using var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        // One snapshot for all the queries. Deferred: the asynchronous form would be BEGIN IMMEDIATE, and wait for whoever writes.
        await using var look = connection.BeginTransaction(deferred: true);
        var tables = await RowsAsync(connection, "select name from sqlite_master where type = 'table' order by name", r => r.GetString(0), cancellationToken);
        var hasVersionTable = tables.Contains("VersionInfo", StringComparer.Ordinal);
        return new DatabaseState(
            hasVersionTable,
            hasVersionTable ? await AppliedAsync(connection, tables.Contains(Bookkeeping.Ledger, StringComparer.Ordinal), cancellationToken) : [],
            tables.Contains(Bookkeeping.Step, StringComparer.Ordinal) ? await BegunAsync(connection, cancellationToken) : null,
            tables.Contains("alembic_version", StringComparer.Ordinal)
                ? await RowsAsync(connection, "select version_num from alembic_version order by 1", r => r.GetString(0), cancellationToken)
                : null,
            tables.FirstOrDefault(t => !OwnTables.Contains(t) && !t.StartsWith("sqlite_", StringComparison.Ordinal)),
            SQLitePCL.raw.sqlite3_db_readonly(connection.Handle!, "main") == 1 ? $"the file \"{target.Path}\" may not be written to" : null)
        {
            Unfinished = tables.Contains(BackfillLedger.Table, StringComparer.Ordinal) ? await UnfinishedAsync(connection, cancellationToken) : [],
        };
    }

    private static async Task<List<AppliedVersion>> AppliedAsync(SqliteConnection connection, bool hasLedger, CancellationToken cancellationToken)
    {
        var hasChecksum = (await RowsAsync(connection, BookkeepingDialect.Sqlite.HasChecksum, _ => true, cancellationToken)).Count > 0;
        return await RowsAsync(
            connection,
            Bookkeeping.Applied(hasLedger, hasChecksum),
            r => new AppliedVersion(
                r.GetInt64(0),
                r.IsDBNull(1) ? null : DateTimeOffset.Parse(r.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                r.IsDBNull(2) ? null : TimeSpan.FromMilliseconds(r.GetInt64(2)),
                r.IsDBNull(3) ? null : r.GetString(3)),
            cancellationToken);
    }

    private static async Task<StepMarker?> BegunAsync(SqliteConnection connection, CancellationToken cancellationToken)
        => (await RowsAsync(
            connection,
            $"select version, direction, done, steps from {Bookkeeping.Step}",
            r => new StepMarker(r.GetInt64(0), r.GetString(1), r.GetInt32(2), r.GetInt32(3)),
            cancellationToken)).FirstOrDefault();

    private static async Task<IReadOnlyList<UnfinishedBackfill>> UnfinishedAsync(SqliteConnection connection, CancellationToken cancellationToken)
        => (await RowsAsync(connection, $"select 1 from pragma_table_info('{BackfillLedger.Table}') where name = 'mode'", _ => true, cancellationToken)).Count == 0
            ? []
            : await RowsAsync(connection, UnfinishedBackfill.Query, r => new UnfinishedBackfill(r.GetString(0), r.GetInt64(1)), cancellationToken);

    private static async Task<List<T>> RowsAsync<T>(
        SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}

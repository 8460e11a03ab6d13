using Letta.Migrations.Backfills;
using Letta.Migrations.Records;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>Reads where a SQLite file is. A file that does not exist is an empty database, and is not created.</summary>
internal static class SqliteStateReader
{
    public static async Task<RecordedState> ReadAsync(SqliteTarget target, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var own = target.Product.Tables;
        if (!SqliteFile.Exists(target))
            return RecordedState.Empty;

        await using var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: false);
        await connection.OpenAsync(cancellationToken);
        // One snapshot for all the queries. Deferred: the asynchronous form would be BEGIN IMMEDIATE, and wait for whoever writes.
        await using var look = connection.BeginTransaction(deferred: true);
        var tables = await RowsAsync(
            connection, "select name from sqlite_master where type = 'table' order by name", r => r.GetString(0), cancellationToken);
        var hasVersionTable = Has(own.Versions);
        var stored = await StoredAsync();
        return new RecordedState(
            hasVersionTable,
            stored.Applied,
            stored.InProgress,
            own.Companion is { } companion && Has(companion.Table) ? stored.ForeignIds : null,
            tables.FirstOrDefault(t => !own.Contains(t) && !t.StartsWith("sqlite_", StringComparison.Ordinal)),
            SQLitePCL.raw.sqlite3_db_readonly(connection.Handle!, "main") == 1 ? $"the file \"{target.Path}\" may not be written to" : null)
        {
            Backfills = stored.Backfills,
        };

        bool Has(string table) => tables.Contains(table, StringComparer.Ordinal);

        async Task<StoredState> StoredAsync()
        {
            var there = StoredState.Tables(
                own, Has, await HasColumnAsync(own.Ledger, "checksum"), await HasColumnAsync(own.Backfills, BackfillLedger.LastColumn));
            return StoredState.Parse(
                there.Count == 0
                    ? []
                    : await RowsAsync(connection, StoredTable.Query(StoredDialect.Sqlite, there), StoredDialect.Cells, cancellationToken),
                SqliteBackfills.Dialect(own));
        }

        async Task<bool> HasColumnAsync(string table, string column)
            => (await RowsAsync(
                connection,
                $"select 1 from pragma_table_info('{table}') where name = '{column}'",
                _ => true,
                cancellationToken)).Count > 0;
    }

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

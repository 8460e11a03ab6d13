using Microsoft.Data.Sqlite;
using SQLitePCL;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>Counts and drops what is in a SQLite file.</summary>
internal static class SqliteContents
{
    public static async Task<DatabaseContents> ReadAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        await using (var list = Command(
            connection, "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by 1"))
        await using (var reader = await list.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                tables.Add(reader.GetString(0));
        }

        var rows = 0L;
        foreach (var table in tables)
        {
            await using var count
                = Command(connection, $"select count(*) from {SqlIdentifier.Quote(table)}");
            rows += (long)(await count.ExecuteScalarAsync(cancellationToken))!;
        }

        return new DatabaseContents(Schema: null, tables, rows);
    }

    /// <summary>
    /// Empties the file where it is, by SQLite's own means: one transaction, which a kill rolls back. To delete it would leave a process
    /// that has it open writing into a file that nobody finds again, and a journal that outlives its file. A file that is no SQLite
    /// database is left alone.
    /// </summary>
    /// <remarks>https://www.sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigresetdatabase</remarks>
    public static async Task ClearAsync(SqliteConnection connection, StatementObserver? observer, CancellationToken cancellationToken)
    {
        await using (var look = Command(connection, "select count(*) from sqlite_master"))
            await look.ExecuteScalarAsync(cancellationToken);
        observer?.Invoke("VACUUM", done: false);
        raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_RESET_DATABASE, 1, out _);
        await using (var vacuum = Command(connection, "VACUUM"))
            await vacuum.ExecuteNonQueryAsync(cancellationToken);
        raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_RESET_DATABASE, 0, out _);
        observer?.Invoke("VACUUM", done: true);
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}

using System.Security.Cryptography;
using System.Text;
using Letta.Migrations.Backfills;
using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>The SQL functions that revisions may call on SQLite, because Postgres has them and SQLite has not.</summary>
internal static class SqliteFunctions
{
    /// <summary>Makes the functions known to a connection, and returns it.</summary>
    public static SqliteConnection AddTo(SqliteConnection connection)
    {
        connection.CreateFunction<string?, string?>("migration_uuid", Uuid, isDeterministic: true);
        connection.CreateFunction<string?, bool>("migration_json_is_nothing", PythonJson.IsNothing, isDeterministic: true);
        connection.CreateFunction<string?, object?>(
            "migration_key", text => text is null ? null : KeyText.OfSqlite(text), isDeterministic: true);
        connection.CreateFunction<double, string>("migration_real", KeyText.OfReal, isDeterministic: true);
        connection.CreateFunction<string?, string?, string?>(
            "migration_collation", (table, column) => Collation(connection, table, column));
        return connection;
    }

    /// <summary>The collation of a column, which no table of the catalog tells.</summary>
    private static string? Collation(SqliteConnection connection, string? table, string? column)
        => table is not null && column is not null
            && SQLitePCL.raw.sqlite3_table_column_metadata(
                connection.Handle, "main", table, column, out _, out var collation, out _, out _, out _) == SQLitePCL.raw.SQLITE_OK
            ? collation
            : null;

    /// <summary>
    /// The UUID of a text: the first 128 bits of its SHA-256, marked as version 4; what <c>Revision.UuidOf</c> says on Postgres.
    /// </summary>
    internal static string? Uuid(string? text)
    {
        if (text is null)
            return null;

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x40);
        hash[8] = (byte)((hash[8] & 0x0f) | 0xa0);
        return new Guid(hash, bigEndian: true).ToString();
    }
}

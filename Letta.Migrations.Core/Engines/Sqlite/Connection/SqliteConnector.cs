using Microsoft.Data.Sqlite;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>How connections to the file are opened: never pooled, so that the file is closed when we say so.</summary>
internal static class SqliteConnector
{
    /// <summary>A connection, not yet open. Without <paramref name="mayCreate"/> a file that is missing stays missing.</summary>
    public static SqliteConnection Create(SqliteTarget target, TimeSpan lockTimeout, bool mayCreate)
        => new(new SqliteConnectionStringBuilder
        {
            DataSource = target.Path,
            // Not ReadOnly even to read: what a killed process left half-written is rolled back by the next one that opens the file,
            // and a file that may not be written to is opened read-only all the same.
            Mode = mayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(lockTimeout.TotalSeconds)),
        }.ConnectionString);
}

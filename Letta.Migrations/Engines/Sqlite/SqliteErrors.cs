using Letta.Migrations.Errors;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Letta.Migrations.Errors.ExceptionChain;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>What an error of SQLite means to a user.</summary>
internal static class SqliteErrors
{
    public static bool IsBusy(Exception error) => Code(error) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>
    /// A constraint that a value breaks, or a function that refuses it. SQLite has one code for that and for a mistake in the statement, which
    /// fails over no row, too.
    /// </summary>
    public static string? RowFault(Exception error)
        => Find<MigrationException>(error) is null && Code(error) is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_ERROR ? $"SQLite {Code(error)}" : null;

    public static MigrationException? Explain(Exception error, SqliteTarget target) => Code(error) switch
    {
        _ when Find<MigrationException>(error) is { } known => known,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Locked(target, " by another process", error),
        raw.SQLITE_NOTADB => new NeedsHumanException(
            $"The file \"{target.Path}\" is not a SQLite database (code 26); it was not touched.",
            "Move it away or restore it from a backup, then run the same command again.",
            error),
        raw.SQLITE_CORRUPT => new NeedsHumanException(
            $"The SQLite file \"{target.Path}\" is damaged (code 11); it was not touched.",
            $"Restore it from a backup, or recover what is readable with: sqlite3 \"{target.Path}\" .recover",
            error),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => NotWritable(target, error),
        raw.SQLITE_FULL => new RevisionFailedException(
            $"The disk that holds \"{target.Path}\" is full; the revision was rolled back.",
            "Free space for at least the size of the largest table, then run the same command again.",
            error),
        raw.SQLITE_IOERR => new DatabaseUnreachableException(
            $"The file \"{target.Path}\" could not be read or written: {Find<SqliteException>(error)!.Message}",
            "Look at the disk, then run the same command again.",
            error),
        _ => null,
    };

    public static LockNotObtainedException Locked(SqliteTarget target, string by, Exception? inner)
        => new(
            $"The SQLite file \"{target.Path}\" is locked{by} (database is locked).",
            $"Stop the process that is writing to it (fuser \"{target.Path}\"), or wait for it, then run the same command again.",
            inner);

    public static PrerequisiteMissingException NotWritable(SqliteTarget target, Exception? inner)
        => new(
            $"The SQLite file \"{target.Path}\" or its folder may not be written to.",
            $"Give the user \"{Environment.UserName}\" write access to the folder and the file, or mount the volume writable.",
            inner);

    private static int? Code(Exception error) => Find<SqliteException>(error)?.SqliteErrorCode;
}

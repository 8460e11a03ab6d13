using Letta.Migrations.Errors;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Letta.Migrations.Errors.ExceptionChain;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>What an error of SQLite means to a user.</summary>
/// <param name="target">The database.</param>
internal sealed class SqliteErrors(SqliteTarget target) : IDatabaseErrors
{
    public MigrationException? TranslateError(Exception error) => Code(error) switch
    {
        _ when Find<MigrationException>(error) is { } known => known,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Locked(" by another process", error),
        raw.SQLITE_NOTADB => new NeedsHumanException(
            $"The file \"{target.Path}\" is not a SQLite database (code 26); it was not touched.",
            "Move it away or restore it from a backup, then run the same command again.",
            error),
        raw.SQLITE_CORRUPT => new NeedsHumanException(
            $"The SQLite file \"{target.Path}\" is damaged (code 11); it was not touched.",
            $"Restore it from a backup, or recover what is readable with: sqlite3 \"{target.Path}\" .recover",
            error),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM
            => SqliteFile.WhyNotWritable(target) is { } why
                ? SqliteFileErrors.OfFile(why, target)
                : SqliteFileErrors.NotWritable(target, error),
        raw.SQLITE_FULL => new RevisionFailedException(
            $"The disk that holds \"{target.Path}\" is full; what was not committed was rolled back.",
            "Free space for at least the size of the largest table, then run the same command again.",
            error),
        raw.SQLITE_IOERR => new DatabaseUnreachableException(
            $"The file \"{target.Path}\" could not be read or written: {Find<SqliteException>(error)!.Message}",
            "Look at the disk, then run the same command again.",
            error),
        _ => null,
    };

    /// <summary>
    /// A constraint that a value breaks, or a function that refuses it. SQLite has one code for that and for a mistake in the statement,
    /// which fails over no row, too.
    /// </summary>
    public string? ClassifyRowError(Exception error)
        => Find<MigrationException>(error) is null
            && Code(error) is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_ERROR
            ? $"SQLite {Code(error)}"
            : null;

    public bool IsTransient(Exception error) => IsBusy(error);

    public bool IsLockTimeout(Exception error) => IsBusy(error);

    public MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last)
        => Locked($" for longer than {budget.TotalSeconds:0.#} s while revision {revision} waited", last);

    private LockNotObtainedException Locked(string by, Exception inner)
        => new(
            $"The SQLite file \"{target.Path}\" is locked{by} (database is locked).",
            $"Stop the process that is writing to it (fuser \"{target.Path}\"), or wait for it, then run the same command again.",
            inner);

    private static bool IsBusy(Exception error) => Code(error) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    private static int? Code(Exception error) => Find<SqliteException>(error)?.SqliteErrorCode;
}

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// A locked file beside the database: what builds before <see cref="InodeLock"/> took, and what is left where a file cannot be locked by
/// its identity (macOS, Windows). Its name is that of the resolved path, so symbolic links make no difference, but hard links do.
/// </summary>
internal static class LockFile
{
    private const string Suffix = ".migrate.lock";

    /// <summary>Creates the lock file and locks it; null if somebody else has. The file stays and means nothing unless locked.</summary>
    public static IDisposable? TryTake(string database)
    {
        var path = SqliteFile.RealPath(database) + Suffix;
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
    }

    /// <summary>
    /// Whether an older build holds its lock by this name. A file that it left behind is locked for as long as <paramref name="held"/> is
    /// kept; where there is none, none is made.
    /// </summary>
    public static bool IsHeldByOlderBuild(string database, out IDisposable? held)
    {
        held = null;
        try
        {
            held = new FileStream(database + Suffix, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false; // None was here, or one that ran as another user, and an older build could not take that lock either.
        }
        catch (IOException e) when (IsTaken(e))
        {
            return true;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool IsTaken(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}

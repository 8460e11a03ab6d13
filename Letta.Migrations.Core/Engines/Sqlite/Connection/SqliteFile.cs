using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>What is at the path of a SQLite database. SQLite's own answer to all of it is "unable to open database file".</summary>
internal static class SqliteFile
{
    /// <summary>Whether the database is there; a file that is missing is an empty database.</summary>
    /// <exception cref="ConfigurationException">The path is that of a folder, or of a link to nothing.</exception>
    /// <exception cref="PrerequisiteMissingException">The path may not be followed.</exception>
    public static bool Exists(SqliteTarget target)
    {
        try
        {
            if (File.GetAttributes(target.Path).HasFlag(FileAttributes.Directory))
                throw SqliteFileErrors.IsFolder(target);
            if (File.ResolveLinkTarget(target.Path, returnFinalTarget: true) is { Exists: false } missing)
                throw SqliteFileErrors.IsDanglingLink(target, missing.FullName);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SqliteFileErrors.OfFile(e, target);
        }
    }

    /// <summary>Makes the folder of the database.</summary>
    public static void CreateFolder(SqliteTarget target)
    {
        if (!Exists(target))
            Directory.CreateDirectory(Path.GetDirectoryName(target.Path)!);
    }

    /// <summary>
    /// Why SQLite could not open or create a file: the database, or the journal beside it. SQLite does not say; a file that is created
    /// there, and is gone when it is closed, does. Null if that works.
    /// </summary>
    public static Exception? WhyNotWritable(SqliteTarget target)
    {
        try
        {
            new FileStream($"{target.Path}.{Environment.ProcessId}.probe", new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            }).Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e;
        }
    }

    /// <summary>How many bytes the disk has left that holds the nearest folder that is there.</summary>
    public static long FreeSpace(SqliteTarget target)
    {
        var folder = Path.GetDirectoryName(target.Path);
        while (folder is not null && !Directory.Exists(folder))
            folder = Path.GetDirectoryName(folder);
        return new DriveInfo(folder ?? "/").AvailableFreeSpace;
    }

    /// <summary>The path without symbolic links.</summary>
    public static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target)
                real = RealPath(target.FullName);
        }

        return real;
    }
}

using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>What is wrong with the file of a database, its folder or its disk.</summary>
internal static class SqliteFileErrors
{
    public static PrerequisiteMissingException NotWritable(SqliteTarget target, Exception? inner)
        => new(
            $"The SQLite file \"{target.Path}\" or its folder may not be written to.",
            $"Give the user \"{Environment.UserName}\" write access to the folder and the file, or mount the volume writable.",
            inner);

    public static ConfigurationException IsFolder(SqliteTarget target)
        => new(
            $"The path \"{target.Path}\" is that of a folder, not of a SQLite file.",
            $"Name the file in it, as in \"{Path.Combine(target.Path, "sqlite.db")}\", then run the same command again.");

    /// <summary>More often a volume that is not mounted than a wish for a new database there.</summary>
    public static ConfigurationException IsDanglingLink(SqliteTarget target, string? to)
        => new(
            $"The path \"{target.Path}\" is a symbolic link to \"{to}\", which does not exist.",
            $"Mount the volume that it leads to; or, for a new database, create the file (touch \"{to}\"); "
            + "then run the same command again.");

    /// <summary>What an error of the operating system about the file, its folder or its disk means; its HResult is the errno.</summary>
    public static MigrationException OfFile(Exception error, SqliteTarget target) => (error, error.HResult) switch
    {
        (UnauthorizedAccessException or DirectoryNotFoundException, _) or (_, 1 /* EPERM */ or 13 /* EACCES */)
            => NotWritable(target, error),
        (PathTooLongException, _) or (_, 36 /* ENAMETOOLONG */) => new ConfigurationException(
            "The path of the SQLite file is longer than its file system allows.",
            "Name a shorter one, then run the same command again.",
            error),
        (_, 17 /* EEXIST */ or 20 /* ENOTDIR */ or 40 /* ELOOP */) => new ConfigurationException(
            $"The path \"{target.Path}\" leads through something that is no folder: a file, or a link to nothing.",
            "Correct the path, or mount the volume that it leads to, then run the same command again.",
            error),
        (_, 30 /* EROFS */) => new PrerequisiteMissingException(
            $"The SQLite file \"{target.Path}\" is on a file system that is mounted read-only.",
            "Mount the volume writable, or name a path on one that is, then run the same command again.",
            error),
        (_, 28 /* ENOSPC */) => NoRoom(target, error),
        (_, 122 /* EDQUOT */) => new PrerequisiteMissingException(
            $"The quota of the user \"{Environment.UserName}\" on the disk that holds \"{target.Path}\" is used up.",
            "Free space there or raise the quota, then run the same command again.",
            error),
        (_, 37 /* ENOLCK */ or 95 /* EOPNOTSUPP */) => new PrerequisiteMissingException(
            $"The file system that holds \"{target.Path}\" has no file locks, which SQLite needs: {error.Message}.",
            "Move the file to a file system that has them; on NFS, let the server run its lock service.",
            error),
        _ => new DatabaseUnreachableException(
            $"The file \"{target.Path}\" could not be opened: {error.Message.TrimEnd('.')}.",
            "Look at the disk, then run the same command again.",
            error),
    };

    /// <summary>A disk has no room for a new file when its blocks are used up, or its inodes: ENOSPC means either.</summary>
    private static PrerequisiteMissingException NoRoom(SqliteTarget target, Exception error)
        => SqliteFile.FreeSpace(target) > 0
            ? new PrerequisiteMissingException(
                $"The disk that holds \"{target.Path}\" has no inodes left: there is space, but not for one more file.",
                "Remove files there (df --inodes shows how many there may be), then run the same command again.",
                error)
            : new PrerequisiteMissingException(
                $"The disk that holds \"{target.Path}\" is full; nothing was changed.",
                "Free space for at least the size of the largest table, then run the same command again.",
                error);
}

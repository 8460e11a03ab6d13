namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// A lock on the file itself, whatever it is called: by path, symbolic or hard link, bind mount, and from any container that sees it. It is
/// a lock of an open file description (F_OFD_SETLK, https://man7.org/linux/man-pages/man2/fcntl_locking.2.html): it dies with the process,
/// and SQLite's connections, which close the file again and again, do not drop it.
/// </summary>
/// <remarks>
/// Not flock(2): .NET takes that lock on each file that it opens, and over NFS it covers SQLite's bytes. A descriptor is never closed while
/// its file has a name: SQLite's locks are POSIX locks, and any close of the file drops all that the process has on it, those of an
/// application's connections included (https://www.sqlite.org/howtocorrupt.html, section 2.2). It is kept for the next run, one a file.
/// </remarks>
internal sealed class InodeLock : IDisposable
{
    /// <summary>SQLite locks the bytes from 0x40000000 to 0x400001ff, and its largest database ends at 2^48.</summary>
    private const long Position = 1L << 62;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<FileIdentity, OpenFile> Files = [];

    private readonly string _path;
    private readonly OpenFile _file;

    private InodeLock(string path, OpenFile file)
    {
        _path = path;
        _file = file;
        file.Taken = true;
    }

    /// <summary>Whether the path still means the file that is locked.</summary>
    public bool IsCurrent => LinuxFile.Identity(_path) == _file.Identity;

    /// <summary>Creates the file if it is missing, and locks it; null if somebody else has.</summary>
    /// <exception cref="IOException">The file cannot be opened; HResult is the errno.</exception>
    public static InodeLock? TryTake(string path)
    {
        lock (Gate)
        {
            CloseUnlinked();
            while (true)
            {
                var file = Find(path);
                if (file.Taken || !LinuxFile.TryLock(file.Descriptor, Position))
                    return null;
                if (LinuxFile.Identity(path) == file.Identity)
                    return new InodeLock(path, file);

                LinuxFile.Unlock(file.Descriptor, Position); // Replaced by another file since it was opened.
            }
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (!_file.Taken)
                return;
            LinuxFile.Unlock(_file.Descriptor, Position);
            _file.Taken = false;
        }
    }

    private static OpenFile Find(string path)
    {
        if (LinuxFile.Identity(path) is { } there && Files.TryGetValue(there, out var known))
            return known;

        var descriptor = LinuxFile.Open(path);
        var (identity, _) = LinuxFile.Status(descriptor);
        if (!Files.TryGetValue(identity, out var file)) // If it is there after all, the second descriptor stays open for good.
            Files.Add(identity, file = new OpenFile(descriptor, identity));
        return file;
    }

    /// <summary>Nobody can open a file without a name: its locks protect nothing, and its descriptor would only keep its space.</summary>
    private static void CloseUnlinked()
    {
        foreach (var file in Files.Values.Where(f => !f.Taken && LinuxFile.Status(f.Descriptor).Names == 0).ToList())
        {
            Files.Remove(file.Identity);
            LinuxFile.Close(file.Descriptor);
        }
    }

    private sealed class OpenFile(int descriptor, FileIdentity identity)
    {
        public int Descriptor => descriptor;

        public FileIdentity Identity => identity;

        public bool Taken { get; set; }
    }
}

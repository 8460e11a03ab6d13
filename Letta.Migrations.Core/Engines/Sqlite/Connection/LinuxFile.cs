using System.Runtime.InteropServices;
using System.Text;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// What .NET offers no call for: locks of an open file description, and which file a path means. For 64-bit Linux, where constants and
/// layouts are the same on every processor that .NET runs on.
/// </summary>
internal static class LinuxFile
{
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private const int SqliteMode = 0b110_100_100; // SQLITE_DEFAULT_FILE_PERMISSIONS, 0644
    private const int OfdGetLock = 36, OfdSetLock = 37; // F_OFD_GETLK, F_OFD_SETLK; Linux 3.15
    private const int CurrentDirectory = -100, EmptyPath = 0x1000; // AT_FDCWD, AT_EMPTY_PATH
    private const uint LinksAndInode = 0x4 | 0x100; // STATX_NLINK, STATX_INO
    private const short WriteLock = 1, NoLock = 2; // F_WRLCK, F_UNLCK
    private const int Interrupted = 4, Again = 11, AccessDenied = 13; // EINTR, EAGAIN, EACCES

    private static readonly Lazy<bool> Supported = new(Probe);

    /// <summary>Whether kernel and C library have all of it; some sandboxes have not.</summary>
    public static bool IsSupported => Supported.Value;

    /// <summary>Opens a file to read and write; creates it, as SQLite would, where it is missing.</summary>
    /// <exception cref="IOException">Its HResult is the errno.</exception>
    public static int Open(string path)
    {
        int descriptor;
        do
            descriptor = open(Bytes(path), ReadWriteCreateCloseOnExec, SqliteMode);
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return descriptor < 0 ? throw Failed() : descriptor;
    }

    public static void Close(int descriptor) => _ = close(descriptor);

    /// <summary>Locks one byte for the open file description; false if another description holds it.</summary>
    public static bool TryLock(int descriptor, long position)
    {
        var region = new Region { Type = WriteLock, Start = position, Length = 1 };
        return fcntl(descriptor, OfdSetLock, ref region) == 0
            || (Marshal.GetLastPInvokeError() is Again or AccessDenied ? false : throw Failed());
    }

    public static void Unlock(int descriptor, long position)
    {
        var region = new Region { Type = NoLock, Start = position, Length = 1 };
        if (fcntl(descriptor, OfdSetLock, ref region) != 0)
            throw Failed();
    }

    /// <summary>Which file an open one is, and how many names it has.</summary>
    public static (FileIdentity Identity, uint Names) Status(int descriptor)
    {
        var status = default(StatusX);
        return statx(descriptor, Bytes(""), EmptyPath, LinksAndInode, ref status) == 0 ? (status.Identity, status.Names) : throw Failed();
    }

    /// <summary>Which file a path means; null if there is none.</summary>
    public static FileIdentity? Identity(string path)
    {
        var status = default(StatusX);
        return statx(CurrentDirectory, Bytes(path), flags: 0, LinksAndInode, ref status) == 0 ? status.Identity : null;
    }

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return false;

        try
        {
            var device = Open("/dev/null");
            var region = new Region { Type = WriteLock, Length = 1 };
            var supported = fcntl(device, OfdGetLock, ref region) == 0 && Identity("/dev/null") == Status(device).Identity;
            Close(device);
            return supported;
        }
        catch (Exception e) when (e is IOException or EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    private static IOException Failed()
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    // open and fcntl take variable arguments; on 64-bit Linux those are passed as these are (on Apple's processors they are not).
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags, int mode);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int descriptor);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fcntl(int descriptor, int command, ref Region region);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int directory, byte[] path, int flags, uint mask, ref StatusX status);

    /// <summary><c>struct flock</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 32)]
    private struct Region
    {
        [FieldOffset(0)]
        public short Type;

        [FieldOffset(8)]
        public long Start;

        [FieldOffset(16)]
        public long Length;
    }

    /// <summary><c>struct statx</c>; the same everywhere, unlike <c>struct stat</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct StatusX
    {
        [FieldOffset(16)]
        public readonly uint Names;

        [FieldOffset(32)]
        private readonly ulong _inode;

        [FieldOffset(136)]
        private readonly uint _major;

        [FieldOffset(140)]
        private readonly uint _minor;

        public FileIdentity Identity => new(_major, _minor, _inode);
    }
}

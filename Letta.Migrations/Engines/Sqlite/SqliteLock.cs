namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// A lock of the operating system on a file beside the database. It dies with its process, however that ends: a row in the database would not
/// (EF Core's did, and every later start waited for ever). The file stays; it means nothing unless it is locked.
/// </summary>
internal sealed class SqliteLock(SqliteTarget target) : IMigrationLock
{
    private readonly string _path = target.Path + ".migrate.lock";
    private FileStream? _file;

    public CancellationToken Lost => CancellationToken.None;

    public string? Blocker => null;

    public Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return Task.FromResult(true);
        }
        catch (UnauthorizedAccessException e)
        {
            throw SqliteErrors.NotWritable(target, e);
        }
        catch (IOException e) when (IsReadOnlyFileSystem(e))
        {
            throw SqliteErrors.NotWritable(target, e);
        }
        catch (IOException)
        {
            return Task.FromResult(false); // Somebody else has it: the only other way for this open to fail that waiting can mend.
        }
    }

    public Task<string?> HolderAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>The operating system never takes it away from a process that is alive.</summary>
    public Task EnsureHeldAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
            await _file.DisposeAsync();
    }

    private static bool IsReadOnlyFileSystem(IOException e) => e is DirectoryNotFoundException || e.HResult is 30 /* EROFS */ or 28 /* ENOSPC */;
}

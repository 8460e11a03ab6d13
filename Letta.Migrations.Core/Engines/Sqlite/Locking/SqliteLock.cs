using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>
/// A lock of the operating system on the database file, by its identity where that can be locked. It dies with its process, however that
/// ends: a row in the database would not (EF Core's did, and every later start waited for ever).
/// </summary>
/// <param name="target">The database.</param>
/// <param name="byName">Whether to lock a file beside the database, as where its identity cannot be locked.</param>
internal sealed class SqliteLock(SqliteTarget target, bool byName) : IMigrationLock
{
    private IDisposable? _lock;
    private IDisposable? _older;

    public SqliteLock(SqliteTarget target)
        : this(target, byName: !LinuxFile.IsSupported)
    {
    }

    public CancellationToken Lost => CancellationToken.None;

    public string? Blocker => null;

    public Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            SqliteFile.CreateFolder(target);
            _lock = byName ? LockFile.TryTake(target.Path) : InodeLock.TryTake(target.Path);
            if (_lock is null || byName || !LockFile.IsHeldByOlderBuild(target.Path, out _older))
                return Task.FromResult(_lock is not null);

            Release();
            return Task.FromResult(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SqliteFileErrors.OfFile(e, target);
        }
    }

    public Task<string?> HolderAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>The operating system takes it away from no process that is alive, but the path may come to mean another file.</summary>
    public Task EnsureHeldAsync(CancellationToken cancellationToken)
        => _lock is InodeLock { IsCurrent: false }
            ? throw new DatabaseUnreachableException(
                $"The SQLite file \"{target.Path}\" was replaced by another during this run; nothing was written to the new one.",
                "Let whoever replaces the file finish, then run the same command again.")
            : Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Release();
        return ValueTask.CompletedTask;
    }

    private void Release()
    {
        _older?.Dispose();
        _lock?.Dispose();
        (_lock, _older) = (null, null);
    }
}

using Letta.Migrations.Errors;

namespace Letta.Migrations.Engines.Sqlite;

/// <summary>A SQLite database file, for the runner.</summary>
internal sealed class SqliteDatabaseEngine(SqliteTarget target, TimeSpan lockTimeout, StatementLimit limit, StatementObserver? observer) : IDatabaseEngine
{
    public Task<DatabaseState> ReadStateAsync(CancellationToken cancellationToken)
        => SqliteStateReader.ReadAsync(target, lockTimeout, cancellationToken);

    public Task<IMigrationLock> OpenLockAsync(CancellationToken cancellationToken) => Task.FromResult<IMigrationLock>(new SqliteLock(target));

    public async Task<IRevisionSession> OpenSessionAsync(IMigrationLock held, CancellationToken cancellationToken)
    {
        var connection = SqliteConnector.Create(target, lockTimeout, mayCreate: true);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new SqliteSession(connection, target, limit, observer);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public MigrationException? Explain(Exception error) => SqliteErrors.Explain(error, target);

    public bool IsTransient(Exception error) => SqliteErrors.IsBusy(error);

    public bool IsLockTimeout(Exception error) => SqliteErrors.IsBusy(error);

    public MigrationException LockTimeoutExhausted(string revision, string? blocker, TimeSpan budget, string left, Exception last)
        => SqliteErrors.Locked(target, $" for longer than {budget.TotalSeconds:0.#} s while revision {revision} waited", last);
}

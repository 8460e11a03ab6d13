using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// A session advisory lock on a connection of its own. A heartbeat on the same connection notices when it is lost, and sees who blocks the
/// revision that runs meanwhile: once lock_timeout has struck, the server no longer tells.
/// </summary>
internal sealed class PostgresLock(
    NpgsqlConnection connection, PostgresLockKey key, TimeSpan lockTimeout, ConnectionLimits limits, TimeProvider time)
    : IMigrationLock, ISessionMonitor
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _heartbeat = Task.CompletedTask;

    public CancellationToken Lost => _lost.Token;

    public string? Blocker { get; private set; }

    public PostgresLockKey Key => key;

    /// <summary>The server that the lock belongs to, also when the connection to it has broken.</summary>
    public HostAndPort Server { get; } = PostgresConnector.Server(connection);

    /// <summary>The server process of the session whose blockers are watched.</summary>
    public int? Watched { get; set; }

    public async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        var taken = await ScalarAsync(
            $"select pg_catalog.pg_try_advisory_lock($1, $2), {PostgresSession.KeepAlive}",
            cancellationToken,
            key.Migrator,
            key.Schema) is true;
        if (taken)
            _heartbeat = BeatAsync();
        return taken;
    }

    public async Task<string?> HolderAsync(CancellationToken cancellationToken)
        => await ScalarAsync(
            """
            select pg_catalog.format('pid %s (%s)', a.pid, coalesce(nullif(a.application_name, ''), 'no name'))
            from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.classid = $1::int8::oid and l.objid = (($2::int8 + 4294967296) % 4294967296)::oid
              and l.objsubid = 2 and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
            limit 1
            """,
            cancellationToken,
            key.Migrator,
            key.Schema) as string;

    public async Task EnsureHeldAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_lost.IsCancellationRequested && await HoldsAsync(cancellationToken))
                return;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or ObjectDisposedException)
        {
            await _lost.CancelAsync();
        }

        throw LostException();
    }

    /// <summary>What a run that lost its lock reports.</summary>
    public static DatabaseUnreachableException LostException()
        => new(
            "The connection that held the migrator's lock was lost, so nothing more was committed.",
            "Run the same command again; it continues where the database is.");

    /// <summary>Cancels the statement that another connection of this run is executing.</summary>
    public async Task CancelBackendAsync(int pid, CancellationToken cancellationToken)
        => await ScalarAsync("select pg_catalog.pg_cancel_backend($1)", cancellationToken, pid);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _heartbeat;
        await connection.DisposeAsync(); // Closing the session is what releases the lock.
        _gate.Dispose();
        _lost.Dispose();
        _stop.Dispose();
    }

    private async Task BeatAsync()
    {
        // Fast enough to catch a blocker within one lock_timeout, slow enough to be no load.
        var period = TimeSpan.FromMilliseconds(Math.Clamp(lockTimeout.TotalMilliseconds / 4, 50, 1000));
        try
        {
            while (true)
            {
                await Task.Delay(period, time, _stop.Token);
                if (!await HoldsAsync(_stop.Token))
                    break;
                if (Watched is { } pid)
                    Blocker = await BlockerAsync(pid, _stop.Token) ?? Blocker;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            // Any failure of this connection means the same: the server may have given the lock to somebody else.
        }

        await _lost.CancelAsync();
    }

    private async Task<bool> HoldsAsync(CancellationToken cancellationToken)
        => await ScalarAsync(
            """
            select exists (select 1 from pg_catalog.pg_locks l where l.locktype = 'advisory' and l.granted and l.pid = pg_catalog.pg_backend_pid()
              and l.classid = $1::int8::oid and l.objid = (($2::int8 + 4294967296) % 4294967296)::oid and l.objsubid = 2)
            """,
            cancellationToken,
            key.Migrator,
            key.Schema) is true;

    private async Task<string?> BlockerAsync(int pid, CancellationToken cancellationToken)
        => await ScalarAsync(
            """
            select pg_catalog.format('pid %s (%s), whose query is %s s old', a.pid, coalesce(nullif(a.application_name, ''), a.usename, 'no name'),
                          pg_catalog.round(extract(epoch from pg_catalog.clock_timestamp() - coalesce(a.query_start, a.xact_start, a.backend_start))::numeric, 1))
            from pg_catalog.unnest(pg_catalog.pg_blocking_pids($1)) b join pg_catalog.pg_stat_activity a on a.pid = b limit 1
            """,
            cancellationToken,
            pid) as string;

    /// <summary>One after the other, and none waits for its answer for longer than the heartbeat does.</summary>
    public async Task<T> AskAsync<T>(NpgsqlCommand command, Func<NpgsqlCommand, Task<T>> ask, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            (command.Connection, command.CommandTimeout) = (connection, Math.Max(1, (int)limits.Heartbeat.TotalSeconds));
            return await ask(command);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken, params int[] values)
    {
        await using var command = new NpgsqlCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = value });
        var found = await AskAsync(command, asked => asked.ExecuteScalarAsync(cancellationToken), cancellationToken);
        return found is string text ? ControlCharacters.Escape(text) : found; // Whoever blocks us chose its name.
    }
}

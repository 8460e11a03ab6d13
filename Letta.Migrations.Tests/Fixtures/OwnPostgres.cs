using System.Text;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// A server that belongs to one test, to be stopped, crashed or turned into a standby; it comes back whenever it goes down.
/// </summary>
public sealed class OwnPostgres : IAsyncDisposable
{
    private const string Data = "/var/lib/postgresql/data";
    private const string Replica = "/var/lib/postgresql/replica";
    private readonly PostgreSqlContainer _container;

    private OwnPostgres(PostgreSqlContainer container)
    {
        _container = container;
        Database = new PostgresTestDatabase(new NpgsqlConnectionStringBuilder(container.GetConnectionString()) { Pooling = false });
    }

    /// <summary>The server's one database; it ends with the server, so it is not disposed.</summary>
    public PostgresTestDatabase Database { get; }

    public static async Task<OwnPostgres> StartAsync(PostgresEngine engine, CancellationToken cancellationToken)
    {
        _ = engine.Administrator(); // Skips the test where there is no container engine.
        var container = new PostgreSqlBuilder(PostgresEngine.Image)
            .WithEntrypoint(
                "bash",
                "-c",
                "while true; do docker-entrypoint.sh postgres -c fsync=off -c max_locks_per_transaction=512 -c log_statement=all -c "
                    + "log_line_prefix='%a: '; done")
            .Build();
        await container.StartAsync(cancellationToken);
        return new OwnPostgres(container);
    }

    /// <summary>What a power cut does to the server: no client gets a proper goodbye, and recovery follows.</summary>
    public Task StopImmediatelyAsync() => AsServerAsync($"pg_ctl -D {Data} stop --no-wait --mode immediate");

    /// <summary>Comes back read-only, replaying a primary that does not exist.</summary>
    public async Task BecomeStandbyAsync(CancellationToken cancellationToken)
    {
        // Not waited for: the loop starts it again so soon that pg_ctl believes it never stopped.
        await AsServerAsync($"touch {Data}/standby.signal && pg_ctl -D {Data} stop --no-wait --mode fast");
        while (!await AnswersAsync("select pg_is_in_recovery()"))
            await Task.Delay(50, cancellationToken);
    }

    /// <summary>Comes back with TLS, and lets in whom the rules of a pg_hba.conf let in.</summary>
    public async Task RequireTlsAsync(
        string root, string certificate, string key, string rules, string sql, CancellationToken cancellationToken)
    {
        (string Name, string Content)[] files = [("root.crt", root), ("server.crt", certificate), ("server.key", key), ("hba.conf", rules)];
        foreach (var (name, content) in files)
            await _container.CopyAsync(Encoding.UTF8.GetBytes(content), $"/tls/{name}", ct: cancellationToken);
        await ExecAsync("chown -R postgres /tls && chmod 600 /tls/server.key");
        await Database.ExecuteAsync(sql);
        string[] settings =
        [
            "ssl_ca_file = '/tls/root.crt'", "ssl_cert_file = '/tls/server.crt'", "ssl_key_file = '/tls/server.key'", "ssl = on",
            "hba_file = '/tls/hba.conf'",
        ];
        foreach (var setting in settings)
            await Database.ExecuteAsync($"alter system set {setting}");
        await AsServerAsync($"pg_ctl -D {Data} stop --no-wait --mode fast");
        while (!await AnswersAsync("select current_setting($$ssl$$)::boolean"))
            await Task.Delay(50, cancellationToken);
    }

    /// <summary>A server on which nobody installed pgvector.</summary>
    public Task RemovePgvectorAsync() => ExecAsync("rm $(find /usr/share/postgresql -name vector.control)");

    /// <summary>A replica beside it, which applies what it is sent an hour later.</summary>
    public Task StartLaggingReplicaAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return AsServerAsync(
            $"pg_basebackup -U postgres -D {Replica} -R -X stream && chmod 700 {Replica} "
            + $"&& pg_ctl -D {Replica} -l {Replica}/log -o \"-p 5433 -c max_locks_per_transaction=512 -c recovery_min_apply_delay=1h\" "
            + $"-w start");
    }

    public Task StopReplicaAsync() => AsServerAsync($"pg_ctl -D {Replica} stop --mode immediate");

    public async Task<string> LogAsync()
    {
        var (output, error) = await _container.GetLogsAsync(timestampsEnabled: false);
        return output + error;
    }

    public async ValueTask DisposeAsync() => await _container.DisposeAsync();

    private async Task<bool> AnswersAsync(string question)
    {
        try
        {
            return await Database.ScalarAsync<bool>(question);
        }
        catch (NpgsqlException)
        {
            return false; // Between its stop and its start.
        }
    }

    private Task AsServerAsync(string command)
        => ExecAsync($"runuser -u postgres -- bash -c 'PATH=$PATH:$(echo /usr/lib/postgresql/*/bin); {command}'");

    private async Task ExecAsync(string command)
    {
        var result = await _container.ExecAsync(["bash", "-c", command]);
        Assert.True(result.ExitCode == 0, result.Stdout + result.Stderr);
    }
}

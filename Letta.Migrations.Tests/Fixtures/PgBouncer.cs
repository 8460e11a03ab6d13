using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// A real PgBouncer between a test and its database, with one connection to the server, so that whatever stays behind in it is seen.
/// </summary>
public sealed class PgBouncer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _file;

    private PgBouncer(
        Process process, string file, PostgresTestDatabase database) => (_process, _file, Database) = (process, file, database);

    /// <summary>The database, by way of the pooler.</summary>
    public PostgresTestDatabase Database { get; }

    /// <param name="database">The database.</param>
    /// <param name="mode">session, transaction or statement.</param>
    /// <param name="cancellationToken">Stops the wait for it.</param>
    public static async Task<PgBouncer> StartAsync(PostgresTestDatabase database, string mode, CancellationToken cancellationToken)
    {
        var program = Find() ?? "";
        if (program.Length == 0)
            Assert.Skip("There is no PgBouncer on this machine: apt-get install pgbouncer.");

        var port = FreePort();
        var file = Path.Combine(Path.GetTempPath(), $"pgbouncer-{Guid.NewGuid():N}.ini");
        var server = database.Settings;
        await File.WriteAllTextAsync(
            file,
            $"""
            [databases]
            * = host={Address(server.Host!)} port={server.Port} user={server.Username} password={server.Password}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = {mode}
            default_pool_size = 1
            {(Environment.IsPrivilegedProcess ? "user = nobody" : "")}
            """,
            cancellationToken);
        var process
            = Process.Start(new ProcessStartInfo(program, ["--quiet", file]) { RedirectStandardError = true, UseShellExecute = false })!;
        var through = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "127.0.0.1", Port = port };
        var pooler = new PgBouncer(process, file, new PostgresTestDatabase(through));
        while (!await ListensAsync(port, cancellationToken))
        {
            Assert.False(process.HasExited, "PgBouncer ended before it listened.");
            await Task.Delay(20, cancellationToken);
        }

        return pooler;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        File.Delete(_file);
    }

    /// <summary>Debian keeps it where only the administrator's PATH leads.</summary>
    private static string? Find()
        => $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin".Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "pgbouncer"))
            .FirstOrDefault(File.Exists);

    private static string Address(string host) => host == "localhost" ? "127.0.0.1" : host;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// Passes Postgres' protocol on, and cuts the connection at a COMMIT: either after the server got it, so that only the answer is lost,
/// or before.
/// </summary>
public sealed class CommitCuttingProxy : IAsyncDisposable
{
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray(); // Not the COMMITTED of an isolation level.
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly string _host;
    private readonly int _port;
    private readonly bool _serverGetsIt;
    private int _toGo;

    public CommitCuttingProxy(string host, int port, bool serverGetsIt, int cutAt)
    {
        (_host, _port, _serverGetsIt, _toGo) = (host, port, serverGetsIt, cutAt);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool HasCut => _toGo <= 0;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(_host, _port, _stop.Token);
                await Task.WhenAny(
                    ToServerAsync(client.GetStream(), server.GetStream()),
                    server.GetStream().CopyToAsync(client.GetStream(), _stop.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Either side closed: so does the other, by leaving this block.
            }
        }
    }

    private async Task ToServerAsync(NetworkStream client, NetworkStream server)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await client.ReadAsync(buffer, _stop.Token)) > 0)
        {
            var cut = buffer.AsSpan(0, read).IndexOf(Commit) >= 0 && Interlocked.Decrement(ref _toGo) == 0;
            if (cut && !_serverGetsIt)
                return;
            await server.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            if (!cut)
                continue;

            client.Close(); // The answer finds nobody.
            await server.ReadExactlyAsync(new byte[1], _stop.Token);
            return;
        }
    }
}

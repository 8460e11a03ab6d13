using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// Passes Postgres' protocol on, and lets the server say that it is of another major version of two digits (ParameterStatus, without TLS).
/// </summary>
public sealed class ServerVersionProxy : IAsyncDisposable
{
    private static readonly byte[] Name = Encoding.ASCII.GetBytes("server_version\0");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _major;
    private readonly Task _accepting;

    public ServerVersionProxy(string host, int port, int major)
    {
        _major = Encoding.ASCII.GetBytes(major.ToString());
        _listener.Start();
        _accepting = AcceptAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(string host, int port)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token), host, port));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(TcpClient client, string host, int port)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(host, port, _stop.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), _stop.Token),
                    ToClientAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Either side closed: so does the other, by leaving this block.
            }
        }
    }

    private async Task ToClientAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[64 * 1024];
        var matched = 0;
        int read;
        while ((read = await server.ReadAsync(buffer, _stop.Token)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (matched >= Name.Length && matched < Name.Length + _major.Length)
                    buffer[i] = _major[matched++ - Name.Length];
                else
                    matched = matched >= Name.Length ? matched : buffer[i] == Name[matched] ? matched + 1 : buffer[i] == Name[0] ? 1 : 0;
            }

            await client.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// Passes Postgres' protocol on, and counts how often a connection was made and how often the server said that it is ready for the next
/// query.
/// </summary>
public sealed class AnswerCountingProxy : IAsyncDisposable
{
    private static readonly byte[] Ready = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _answers;
    private int _connections;

    public AnswerCountingProxy(string host, int port)
    {
        _listener.Start();
        _accepting = AcceptAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>One for each connection that was let in, and one for each round trip after that.</summary>
    public int Answers => Volatile.Read(ref _answers);

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
        Interlocked.Increment(ref _connections);
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
            foreach (var one in buffer.AsSpan(0, read))
            {
                matched = one == Ready[matched] ? matched + 1 : one == Ready[0] ? 1 : 0;
                if (matched < Ready.Length)
                    continue;
                Interlocked.Increment(ref _answers);
                matched = 0;
            }

            await client.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}

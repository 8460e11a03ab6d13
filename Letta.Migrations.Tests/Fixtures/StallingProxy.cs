using System.Net;
using System.Net.Sockets;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// Passes Postgres' protocol on until a connection stalls: from then on nothing arrives any more, and nobody is informed. Neither side sees
/// the other close.
/// </summary>
public sealed class StallingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StallsAt _stallsAt;
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private int _requests;

    /// <param name="host">Of the server.</param>
    /// <param name="port">Of the server.</param>
    /// <param name="stallsAt">Whether a connection stalls at a request; it is asked until one does.</param>
    public StallingProxy(string host, int port, StallsAt stallsAt)
    {
        (_host, _port, _stallsAt) = (host, port, stallsAt);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Whether a connection stalls.</summary>
    /// <param name="number">How many requests there were so far on all connections, this one included.</param>
    /// <param name="request">What the client sends.</param>
    public delegate bool StallsAt(int number, ReadOnlySpan<byte> request);

    /// <summary>Whether the server gets the request, so that only the answer is withheld.</summary>
    public bool ServerGetsIt { get; init; }

    /// <summary>Whether all other connections stall with it, and those that are made later.</summary>
    public bool StallsAll { get; init; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends when a connection stalls.</summary>
    public Task Stalled => _stalled.Task;

    public int Requests => Volatile.Read(ref _requests);

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
            var path = new Path();
            try
            {
                await server.ConnectAsync(_host, _port, _stop.Token);
                await await Task.WhenAny(
                    ToServerAsync(client.GetStream(), server.GetStream(), path),
                    ToClientAsync(server.GetStream(), client.GetStream(), path));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // Either side closed.
            }

            if (IsStalled(path))
                await Task.Delay(Timeout.Infinite, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ToServerAsync(NetworkStream client, NetworkStream server, Path path)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await client.ReadAsync(buffer, _stop.Token)) > 0)
        {
            if (IsStalled(path))
                continue;
            var stalls = _stallsAt(Interlocked.Increment(ref _requests), buffer.AsSpan(0, read)) && _stalled.TrySetResult();
            path.Stalled |= stalls;
            if (!stalls || ServerGetsIt)
                await server.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }

    private async Task ToClientAsync(NetworkStream server, NetworkStream client, Path path)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await server.ReadAsync(buffer, _stop.Token)) > 0)
        {
            if (!IsStalled(path))
                await client.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }

    private bool IsStalled(Path path) => path.Stalled || (StallsAll && _stalled.Task.IsCompleted);

    private sealed class Path
    {
        public volatile bool Stalled;
    }
}

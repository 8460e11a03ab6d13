using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Letta.Migrations.Tests.Host.Telemetry;

/// <summary>
/// A collector that speaks OTLP over HTTP and keeps what it is sent. Strings in protobuf are plain UTF-8, so the bodies can be searched.
/// </summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string? Type, string Body)> _requests = [];

    public OtlpReceiver()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = ReceiveAsync();
    }

    public string Address { get; }

    public bool WasAsked => !_requests.IsEmpty;

    /// <summary>Everything that was sent to a path.</summary>
    public string Sent(string path)
    {
        var requests = _requests.Where(r => r.Path == path).ToList();
        Assert.All(requests, r => Assert.Equal("application/x-protobuf", r.Type));
        return string.Concat(requests.Select(r => r.Body));
    }

    public void Dispose() => _listener.Close();

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                _requests.Enqueue((context.Request.Url!.AbsolutePath, context.Request.ContentType, await body.ReadToEndAsync()));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // The test is over.
            }
        }
    }
}

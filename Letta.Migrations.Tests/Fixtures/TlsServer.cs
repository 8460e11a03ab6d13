using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>Speaks Postgres up to the TLS handshake, with a certificate that a test chose, and hangs up on whoever accepts it.</summary>
public sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;
    private int _accepted;

    public TlsServer(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many clients sent something after the handshake: a client that rejects the certificate sends nothing.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await GreetAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // The client left.
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return; // Stopped.
            }
        }
    }

    private async Task GreetAsync(NetworkStream stream)
    {
        await stream.ReadExactlyAsync(new byte[8]); // SSLRequest
        await stream.WriteAsync("S"u8.ToArray());
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = _certificate,
            ApplicationProtocols = [new SslApplicationProtocol("postgresql")],
        });
        if (await tls.ReadAsync(new byte[1]) > 0)
            Interlocked.Increment(ref _accepted);
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Why a server's certificate was rejected. Npgsql says only that it was, and lets nobody look on while it validates, so the certificate is
/// asked for once more, over a connection that carries nothing else and accepts nothing.
/// </summary>
internal static class UntrustedServer
{
    // SSLRequest of https://www.postgresql.org/docs/17/protocol-message-formats.html
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The error with its reason; null if the certificate could not be looked at.</summary>
    public static async Task<MigrationException?> TranslateErrorAsync(
        PostgresTarget target, TimeProvider time, CancellationToken cancellationToken)
    {
        var settings = target.Settings();
        foreach (var server in HostList.Read(settings.Host ?? "", out _).Where(h => !h.IsSocket))
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(Patience);
                if (await LookAsync(server with { Port = server.Port ?? settings.Port }, settings, target, time, limit.Token) is { } error)
                    return error;
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return null;
    }

    private static async Task<MigrationException?> LookAsync(
        HostAndPort server,
        NpgsqlConnectionStringBuilder settings,
        PostgresTarget target,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port!.Value, cancellationToken);
        var stream = client.GetStream();
        if (settings.SslNegotiation != SslNegotiation.Direct)
        {
            await stream.WriteAsync(SslRequest, cancellationToken);
            if (await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellationToken) == 0)
                return null;
        }

        MigrationException? error = null;
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, chain, policy) =>
        {
            var isOther = settings.SslMode == SslMode.VerifyFull && policy.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
            if (certificate is X509Certificate2 seen)
                error = TranslateError(
                    seen, chain, isOther ? server.Host : null, settings.RootCertificate is not null, target, time.GetUtcNow());
            return false;
        });
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = server.Host,
                    ApplicationProtocols = [new SslApplicationProtocol("postgresql")]
                },
                cancellationToken);
        }
        catch (AuthenticationException)
        {
            // As it must: nothing is accepted here.
        }

        return error;
    }

    private static DatabaseUnreachableException TranslateError(
        X509Certificate2 certificate, X509Chain? chain, string? otherThan, bool hasRoot, PostgresTarget target, DateTimeOffset now)
    {
        var untimely = chain?.ChainElements
            .FirstOrDefault(e => e.ChainElementStatus.Any(s => s.Status == X509ChainStatusFlags.NotTimeValid))?.Certificate;
        if (untimely is not null)
        {
            var whose = untimely.Equals(certificate) ? "its certificate" : $"the certificate of its authority {Name(untimely)}";
            var (from, to) = (untimely.NotBefore.ToUniversalTime(), untimely.NotAfter.ToUniversalTime());
            return to < now.UtcDateTime
                ? Error($"{whose} expired on {to:yyyy-MM-dd}", "Renew the certificate on the server")
                : Error($"{whose} is not valid before {from:yyyy-MM-dd}", "Compare the clock of this machine with the server's");
        }

        if (otherThan is not null)
        {
            return Error(
                $"its certificate is for {string.Join(", ", Names(certificate))}, not for \"{otherThan}\"",
                $"Name the server in {target.Source} as its certificate does, or give it a certificate for this name");
        }

        var issuer = Quoted(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true));
        return Error(
            $"its certificate was issued by {issuer}, an authority that "
            + (hasRoot ? "the file sslrootcert does not hold" : "this machine does not trust"),
            $"Name a file with the certificate of that authority as sslrootcert in {target.Source}, if it is the right one");

        DatabaseUnreachableException Error(string why, string next)
            => new($"{target.Display} could not be trusted: {why}.", $"{next}; then run the same command again. It was not tried again.");
    }

    /// <summary>The names that a client may use; of a certificate without any, that of its owner.</summary>
    private static IEnumerable<string> Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        List<string> all = names is null ? [] : [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(a => a.ToString())];
        return all.Count == 0 ? [Name(certificate)] : all.Take(5).Select(Quoted);
    }

    private static string Name(X509Certificate2 certificate) => Quoted(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));

    /// <summary>What a server says of itself may not reach a terminal as it is.</summary>
    private static string Quoted(string name) => $"\"{string.Concat(name.Select(c => char.IsControl(c) ? '?' : c))}\"";
}

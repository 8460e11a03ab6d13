using System.Security.Cryptography.X509Certificates;
using Letta.Migrations.Errors;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Engines.Settings;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Faults;

/// <summary>A server whose certificate is rejected: the error says why, and nothing is sent.</summary>
public sealed class UntrustedServerTests : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly TestAuthority _trusted = new("trusted authority");
    private readonly TestAuthority _stranger = new("strange authority");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificate_that_expired_is_distinguished_from_others()
    {
        using var certificate = _trusted.Issue("localhost", (-10, -2));

        var error = await RefusedAsync(certificate, $"its certificate expired on {Date(certificate.NotAfter)}");

        Assert.StartsWith("Renew the certificate on the server; ", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_that_is_not_valid_yet_is_distinguished_from_others()
    {
        using var certificate = _trusted.Issue("localhost", (2, 10));

        await RefusedAsync(certificate, $"its certificate is not valid before {Date(certificate.NotBefore)}");
    }

    [Fact]
    public async Task Certificate_for_another_host_is_distinguished_from_others()
    {
        using var certificate = _trusted.Issue("db.example");

        await RefusedAsync(certificate, "its certificate is for \"db.example\", not for \"localhost\"");
    }

    [Fact]
    public async Task Certificate_of_an_unknown_authority_is_distinguished_from_others()
    {
        using var certificate = _stranger.Issue("localhost");

        const string issued = "its certificate was issued by \"strange authority\", an authority that";
        await RefusedAsync(certificate, $"{issued} the file sslrootcert does not hold");
        await RefusedAsync(certificate, $"{issued} the file sslrootcert does not hold", mode: "verify-ca");
        await RefusedAsync(certificate, $"{issued} this machine does not trust", withRoot: false);
    }

    [Fact]
    public async Task Certificate_that_is_right_is_accepted()
    {
        using var certificate = _trusted.Issue("localhost");
        await using var server = new TlsServer(certificate);

        var error = await UpgradeAsync(server, "verify-full", withRoot: true);

        Assert.Contains(
            "cannot be reached, or went away", error.What, StringComparison.Ordinal); // As this server does after the handshake.
        Assert.True(server.Accepted > 0);
    }

    public void Dispose()
    {
        _home.Dispose();
        _trusted.Dispose();
        _stranger.Dispose();
    }

    private async Task<MigrationException> RefusedAsync(
        X509Certificate2 certificate, string why, string mode = "verify-full", bool withRoot = true)
    {
        await using var server = new TlsServer(certificate);

        var error = await UpgradeAsync(server, mode, withRoot);

        Assert.Equal($"Postgres letta@localhost:{server.Port}/core could not be trusted: {why}.", error.What);
        Assert.EndsWith("then run the same command again. It was not tried again.", error.Next, StringComparison.Ordinal);
        Assert.Equal(0, server.Accepted);
        return error;
    }

    private async Task<MigrationException> UpgradeAsync(TlsServer server, string mode, bool withRoot)
    {
        var root = withRoot ? $"&sslrootcert={_home.Write("root.crt", _trusted.Pem)}" : "";
        var target = Reading.Target(Reading.Uri($"postgresql://letta:pw@localhost:{server.Port}/core?sslmode={mode}{root}"));
        var options = new MigrationOptions { Wait = TimeSpan.Zero };
        var runner
            = new MigrationRunner(target, options, NullLogger<MigrationRunner>.Instance, TimeProvider.System, LettaMigrations.Revisions);
        return await Assert.ThrowsAsync<DatabaseUnreachableException>(() => runner.UpgradeAsync(cancellationToken: Stop));
    }

    private static string Date(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd}";
}

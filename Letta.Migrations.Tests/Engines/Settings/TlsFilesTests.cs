using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Engines.Settings;

/// <summary>Certificates and keys that an address names are read before anything is connected.</summary>
public sealed class TlsFilesTests : IDisposable
{
    private const string Broken = "-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";

    private readonly TemporaryHome _home = new();
    private readonly TestAuthority _authority = new("test authority");

    [Fact]
    public void Key_of_another_certificate_is_refused()
    {
        using var ours = _authority.Issue("letta");
        using var other = _authority.Issue("letta");
        var certificate = _home.Write("my.crt", ours.ExportCertificatePem());
        var key = _home.Write("my.key", TestAuthority.KeyPem(other));

        const string what = "The client key (sslkey) in LETTA_PG_URI does not belong to the client certificate (sslcert).";
        AssertRefused($"sslcert={certificate}&sslkey={key}", what);
        AssertRefused($"Host=db;SSL Mode=require;SSL Certificate={certificate};SSL Key={key}", what);
        Reading.Postgres($"postgresql://letta@db/core?sslcert={certificate}&sslkey={_home.Write("right.key", TestAuthority.KeyPem(ours))}");
    }

    [Fact]
    public void Key_that_is_none_or_has_a_password_is_refused()
    {
        const string what =
            "The client key (sslkey) in LETTA_PG_URI does not name a file with a private key in PEM form that has no password.";
        using var ours = _authority.Issue("letta");
        using var key = ours.GetECDsaPrivateKey()!;
        var how = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 1);
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("secret", how);
        var certificate = _home.Write("my.crt", ours.ExportCertificatePem());

        AssertRefused($"sslcert={certificate}&sslkey={_home.Write("encrypted.key", encrypted)}", what);
        AssertRefused($"sslcert={certificate}&sslkey={_home.Write("no.key", "no key")}", what);
        AssertRefused(
            $"sslcert={certificate}",
            "The client key (sslkey) in LETTA_PG_URI is missing, and the file of the client certificate (sslcert) holds none.");
    }

    [Theory]
    [InlineData("no certificate", "does not name a file with a certificate in PEM form")]
    [InlineData("", "does not name a file with a certificate in PEM form")]
    [InlineData(Broken, "names a file with a certificate that is damaged")]
    public void Certificate_that_is_none_is_refused(string content, string fault)
    {
        var file = _home.Write("broken.crt", content);

        AssertRefused($"sslmode=verify-full&sslrootcert={file}", $"The root certificate (sslrootcert) in LETTA_PG_URI {fault}.");
        AssertRefused($"sslcert={file}", $"The client certificate (sslcert) in LETTA_PG_URI {fault}.");
        Reading.Postgres($"postgresql://letta@db/core?sslmode=disable&sslrootcert={file}&sslcert={file}");
    }

    public void Dispose()
    {
        _home.Dispose();
        _authority.Dispose();
    }

    private static void AssertRefused(string settings, string what)
    {
        var address = settings.StartsWith("Host=", StringComparison.Ordinal) ? settings : $"postgresql://letta@db/core?{settings}";

        Assert.Equal(what, Reading.Error(() => Reading.Target(Reading.Uri(address))).What);
    }
}

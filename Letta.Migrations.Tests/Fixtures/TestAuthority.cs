using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>An authority of one test, that issues certificates for servers and for clients.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 _own;

    public TestAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _own = request.CreateSelfSigned(Now.AddYears(-10), Now.AddYears(10));
    }

    /// <summary>The authority's own certificate, for <c>sslrootcert</c>.</summary>
    public string Pem => _own.ExportCertificatePem();

    /// <summary>Issues a certificate, and returns it with its key.</summary>
    /// <param name="name">The host, or the role of a client.</param>
    /// <param name="days">From when to when it is valid, in days from now.</param>
    public X509Certificate2 Issue(string name, (int From, int To)? days = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var (from, to) = days ?? (-1, 1);
        using var issued = request.Create(_own, Now.AddDays(from), Now.AddDays(to), Guid.NewGuid().ToByteArray());
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>The key of a certificate.</summary>
    public static string KeyPem(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    public void Dispose() => _own.Dispose();
}

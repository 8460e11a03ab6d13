using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads the certificates and the key as Npgsql will, before anything is connected. Npgsql reads them during the handshake: a broken one
/// then looks like a server that is not up yet, and a key of another certificate like a defect of this program.
/// </summary>
internal static class TlsFiles
{
    /// <exception cref="ConfigurationException">One of them cannot be used.</exception>
    public static void Check(NpgsqlConnectionStringBuilder settings, Setting setting)
    {
        if (settings.SslMode == SslMode.Disable)
            return;

        if (settings.SslCertificate is { } certificate && !IsPkcs12(certificate))
            CheckClient(certificate, settings.SslKey, setting);
        if (settings.RootCertificate is { } root && !IsPkcs12(root))
            CheckRoot(root, setting);
    }

    private static void CheckClient(string certificate, string? key, Setting setting)
    {
        if (!HasCertificates(certificate, out var why))
            throw setting.Wrong("client certificate (sslcert)", why);

        try
        {
            X509Certificate2.CreateFromPemFile(certificate, key).Dispose();
        }
        catch (ArgumentException)
        {
            throw setting.Wrong("client key (sslkey)", "does not belong to the client certificate (sslcert)");
        }
        catch (CryptographicException)
        {
            throw key is null
                ? setting.Wrong("client key (sslkey)", "is missing, and the file of the client certificate (sslcert) holds none")
                : setting.Wrong("client key (sslkey)", "does not name a file with a private key in PEM form that has no password");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw setting.Wrong("client key (sslkey)", "does not name a file that can be read");
        }
    }

    private static void CheckRoot(string root, Setting setting)
    {
        if (!HasCertificates(root, out var why))
            throw setting.Wrong("root certificate (sslrootcert)", why);
    }

    private static bool HasCertificates(string path, out string why)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
            why = "does not name a file with a certificate in PEM form";
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            why = "names a file with a certificate that is damaged";
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            why = "does not name a file that can be read";
            return false;
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }

    private static bool IsPkcs12(string path) => Path.GetExtension(path).Equals(".pfx", StringComparison.OrdinalIgnoreCase);
}

using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Transport security, in libpq's words. Without any it is <c>prefer</c>, as in libpq and Npgsql: encrypted where the server can, never
/// verified. A stricter default would lock out every plain server that the application is content with; who needs the server's identity
/// proven says <c>sslmode=verify-full</c>, and gets exactly that.
/// </summary>
internal static class SslModes
{
    /// <summary>
    /// Reads <c>sslmode</c>, or <c>ssl</c> as asyncpg and JDBC have it, where libpq takes <c>true</c> for <c>require</c>.
    /// </summary>
    public static SslMode Read(UriParameter parameter)
        => parameter.OneOf(
            parameter.Name == "ssl" ? [("true", SslMode.Require), ("false", SslMode.Disable), .. Words] : Words);

    private static readonly (string, SslMode)[] Words =
    [
        ("disable", SslMode.Disable),
        ("allow", SslMode.Allow),
        ("prefer", SslMode.Prefer),
        ("require", SslMode.Require),
        ("verify-ca", SslMode.VerifyCA),
        ("verify-full", SslMode.VerifyFull),
    ];

    /// <summary>Npgsql's own spelling of the same modes, without the hyphens, and libpq's.</summary>
    public static SslMode? ReadKeyword(string text)
    {
        foreach (var (word, mode) in Words)
        {
            if (text.Replace("-", "", StringComparison.Ordinal)
                .Equals(word.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                return mode;
        }

        return null;
    }

    /// <summary>
    /// <c>sslrootcert=system</c>: the authorities that the operating system trusts, which is what Npgsql asks without a file.
    /// </summary>
    public static bool IsSystemStore(UriParameter rootCertificate) => rootCertificate.Value == "system";

    /// <summary>
    /// What libpq makes of a root certificate (https://www.postgresql.org/docs/17/libpq-ssl.html): <c>require</c> verifies like
    /// <c>verify-ca</c>, and <c>system</c> means <c>verify-full</c>. Npgsql would not look at the certificate at all.
    /// </summary>
    public static void Complete(NpgsqlConnectionStringBuilder settings, UriParameter? mode, UriParameter? rootCertificate)
    {
        if (rootCertificate is not null && IsSystemStore(rootCertificate))
        {
            if (mode is not null && settings.SslMode != SslMode.VerifyFull)
                throw mode.Wrong("is weaker than verify-full, which \"sslrootcert=system\" asks for");

            settings.SslMode = SslMode.VerifyFull;
        }
        else if (rootCertificate is not null && settings.SslMode == SslMode.Require)
        {
            settings.SslMode = SslMode.VerifyCA;
        }
    }
}

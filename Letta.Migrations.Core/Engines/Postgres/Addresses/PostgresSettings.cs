using Letta.Migrations.Engines.Settings;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>What all forms of an address have in common: where the settings start, and what makes them complete.</summary>
internal static class PostgresSettings
{
    private const int DefaultPort = 5432;

    /// <summary>
    /// Empty settings, without GSS encryption unless it is asked for: Npgsql 10 would try it first, and where libgssapi is missing, as in
    /// slim images, that costs a line on stderr at best and a hanging connection at worst (npgsql#6360, npgsql#6416).
    /// </summary>
    public static NpgsqlConnectionStringBuilder Start() => new() { GssEncryptionMode = GssEncryptionMode.Disable };

    /// <summary>Fills in what libpq would, takes out what must not be, and makes sure that Npgsql accepts the whole.</summary>
    public static NpgsqlConnectionStringBuilder Complete(
        NpgsqlConnectionStringBuilder settings, IReadOnlyList<HostAndPort> hosts, Setting setting)
    {
        SetHosts(settings, hosts);
        SetSessionAttributes(settings, hosts, setting);
        settings.Username ??= Environment.UserName is { Length: > 0 } user ? user : throw setting.Wrong("user", "is missing");
        settings.Database ??= settings.Username;
        if (HasControl(settings.Username))
            throw setting.Wrong("user", "has a control character in it");

        if (HasControl(settings.Database))
            throw setting.Wrong("database", "has a control character in it");

        if (settings.Port > HostList.HighestPort)
            throw setting.Wrong("port", HostList.NoPort);

        if (settings.SslNegotiation == SslNegotiation.Direct
            && settings.SslMode is not (SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull))
            throw setting.Wrong("SSL mode", "is weaker than require, which direct SSL negotiation asks for");

        TlsFiles.Check(settings, setting);

        // Each would put secrets or the data of rows into messages and logs, whoever asked for it.
        settings.IncludeErrorDetail = false;
        settings.LogParameters = false;
        settings.PersistSecurityInfo = false;

        try
        {
            using var accepted = NpgsqlDataSource.Create(settings);
            return settings;
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw setting.Wrong("holds settings that contradict one another");
        }
    }

    /// <summary>
    /// Npgsql refused a value. Its message quotes what it refused, so the exception must not be passed on, not even as an inner one.
    /// </summary>
    public static bool IsRefusal(Exception e)
        => e is ArgumentException or FormatException or OverflowException or InvalidCastException or NotSupportedException
            or InvalidOperationException
            or KeyNotFoundException;

    private static void SetHosts(NpgsqlConnectionStringBuilder settings, IReadOnlyList<HostAndPort> hosts)
    {
        if (hosts.Count <= 1)
        {
            var only = hosts.Count == 0 ? new HostAndPort("localhost", Port: null) : hosts[0];
            settings.Host = only.Host;
            settings.Port = only.Port ?? settings.Port;
            return;
        }

        settings.Host = string.Join(',', hosts.Select(h => h with { Port = h.Port ?? settings.Port }));
        settings.Port = DefaultPort;
    }

    /// <summary>
    /// A migration writes, and the connection that holds its lock must reach the same server as the one that works. So of several hosts it
    /// is always the primary, also where <c>any</c> or a preference is asked for; one host is no choice, and Npgsql refuses to make it.
    /// </summary>
    private static void SetSessionAttributes(NpgsqlConnectionStringBuilder settings, IReadOnlyList<HostAndPort> hosts, Setting setting)
    {
        var asked = settings.TargetSessionAttributes;
        if (asked is "standby" or "read-only")
            throw setting.Wrong("target session attribute", "asks for a server that only reads, and migrations write");

        settings.TargetSessionAttributes = hosts.Count <= 1 ? null : asked == "read-write" ? asked : "primary";
    }

    private static bool HasControl(string text) => text.Any(char.IsControl);
}

using System.Collections.Frozen;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>What each parameter of an address means to Npgsql.</summary>
internal static class UriParameterTable
{
    private delegate void Meaning(UriParameter parameter, NpgsqlConnectionStringBuilder settings);

    private static readonly FrozenDictionary<string, Meaning> Meanings = new Dictionary<string, Meaning>(StringComparer.Ordinal)
    {
        // Read by UriParameters.Hosts.
        ["host"] = Nothing,
        ["port"] = Nothing,
        ["unix_sock"] = Nothing,

        ["user"] = (p, s) => s.Username = p.Value,
        ["password"] = (p, s) => s.Password = p.Value,
        ["passfile"] = (p, s) => s.Passfile = p.Value,
        ["dbname"] = (p, s) => s.Database = p.Value,
        ["database"] = (p, s) => s.Database = p.Value,

        ["application_name"] = (p, s) => s.ApplicationName = p.Value,
        ["fallback_application_name"] = (p, s) => s.ApplicationName ??= p.Value,
        ["options"] = (p, s) => s.Options = p.Value,
        ["client_encoding"] = (p, _) => p.OneOf(("utf8", true), ("utf-8", true), ("auto", true)), // Npgsql speaks nothing else.
        ["connect_timeout"] = (p, s) => s.Timeout = p.Number(LongestTimeout),
        ["timeout"] = (p, s) => s.Timeout = p.Number(LongestTimeout),
        ["target_session_attrs"] = (p, s) => s.TargetSessionAttributes = p.Value,
        ["load_balance_hosts"] = (p, s) => s.LoadBalanceHosts = p.OneOf(("disable", false), ("random", true)),

        ["sslmode"] = (p, s) => s.SslMode = SslModes.Read(p),
        ["ssl"] = (p, s) => s.SslMode = SslModes.Read(p),
        ["sslrootcert"] = (p, s) => s.RootCertificate = SslModes.IsSystemStore(p) ? null : p.File(),
        ["sslcert"] = (p, s) => s.SslCertificate = p.File(),
        ["sslkey"] = (p, s) => s.SslKey = p.File(),
        ["sslnegotiation"] = (p, s)
            => s.SslNegotiation = p.OneOf(("postgres", SslNegotiation.Postgres), ("direct", SslNegotiation.Direct)),
        ["channel_binding"] = (p, s)
            => s.ChannelBinding = p.OneOf(
                ("disable", ChannelBinding.Disable), ("prefer", ChannelBinding.Prefer), ("require", ChannelBinding.Require)),
        ["require_auth"] = (p, s) => s.RequireAuth = p.Value,
        ["gssencmode"] = (p, s)
            => s.GssEncryptionMode = p.OneOf(
                ("disable", GssEncryptionMode.Disable), ("prefer", GssEncryptionMode.Prefer), ("require", GssEncryptionMode.Require)),
        ["krbsrvname"] = (p, s) => s.KerberosServiceName = p.Value,

        ["keepalives"] = (p, s) => s.TcpKeepAlive = p.OneOf(("1", true), ("0", false)),
        ["tcp_keepalive"] = (p, s) => s.TcpKeepAlive = p.OneOf(("true", true), ("false", false)),
        ["keepalives_idle"] = (p, s) => s.TcpKeepAliveTime = p.Number(),
        ["keepalives_interval"] = (p, s) => s.TcpKeepAliveInterval = p.Number(),

        // Npgsql has no such knob, and the migrations need none: how soon a dead peer is given up, compression that OpenSSL no longer does,
        // caches of the Python drivers. What would weaken security by being left out (sslcrl, ssl_min_protocol_version …) is refused
        // instead.
        ["keepalives_count"] = Nothing,
        ["tcp_user_timeout"] = Nothing,
        ["sslcompression"] = Nothing,
        ["prepared_statement_cache_size"] = Nothing,
        ["statement_cache_size"] = Nothing,
        ["async_fallback"] = Nothing,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const int LongestTimeout = 1024; // Npgsql's own limit.

    public static bool Knows(string name) => Meanings.ContainsKey(name);

    /// <summary>Carries a parameter over, and says in our words when Npgsql does not take the value: its own words quote it.</summary>
    public static void Apply(UriParameter parameter, NpgsqlConnectionStringBuilder settings)
    {
        try
        {
            Meanings[parameter.Name](parameter, settings);
        }
        catch (Exception e) when (PostgresSettings.IsRefusal(e))
        {
            throw parameter.Wrong("has a value that is not understood");
        }
    }

    private static void Nothing(UriParameter parameter, NpgsqlConnectionStringBuilder settings)
    {
    }
}

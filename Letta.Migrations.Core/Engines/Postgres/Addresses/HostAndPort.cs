namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// One server: a name, an address without brackets, or the folder of a Unix socket; null for the port that others decide.
/// </summary>
internal readonly record struct HostAndPort(string Host, int? Port)
{
    public bool IsSocket => Host.StartsWith('/');

    /// <summary>As people and Npgsql write it where a port follows: an IPv6 address in brackets.</summary>
    public override string ToString() => $"{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}";
}

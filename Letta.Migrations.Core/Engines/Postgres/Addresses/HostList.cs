using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Letta.Migrations.Engines.Settings;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// Reads <c>db-1</c>, <c>[::1]:5432</c>, <c>db-1:5432,db-2:5433</c>, <c>/var/run/postgresql</c>. Strict about what a host may look like:
/// the host is shown, so nothing that could be the rest of a user and a password may pass for one.
/// </summary>
internal static class HostList
{
    public const string NoPort = "is not a number from 1 to 65535";
    public const int HighestPort = 65535;

    private const int LongestName = 253; // RFC 1035; .NET refuses to look up what is longer.
    private const int LongestFolder = 92; // sun_path is 108 bytes, of which "/.s.PGSQL.65535" and the end take 16.

    /// <summary>Reads a list of hosts; an empty text is an empty list.</summary>
    public static IReadOnlyList<HostAndPort> Read(string text, Setting setting)
    {
        var hosts = Read(text, out var wrong);
        return wrong switch
        {
            null => hosts,
            "port" => throw setting.Wrong("port", NoPort),
            "length" => throw setting.Wrong(
                "host", $"is longer than a name ({LongestName} characters) or the folder of a Unix socket ({LongestFolder}) can be"),
            _ => throw setting.Wrong("host", "is not a host name, an address, or the folder of a Unix socket"),
        };
    }

    /// <summary>Reads a list of hosts; an empty text is an empty list.</summary>
    /// <param name="text">The hosts, separated by commas.</param>
    /// <param name="wrong">Which field is malformed, <c>host</c>, <c>port</c> or a host's <c>length</c>; null if none is.</param>
    public static IReadOnlyList<HostAndPort> Read(string text, out string? wrong)
    {
        wrong = null;
        if (text.Length == 0)
            return [];

        var hosts = new List<HostAndPort>();
        foreach (var item in text.Split(','))
        {
            if (!TrySplit(item, out var host, out var port))
                wrong = "host";
            else if (host.Length > (host.StartsWith('/') ? LongestFolder : LongestName))
                wrong = "length";
            else if (port is null)
                hosts.Add(new HostAndPort(host, Port: null));
            else if (ReadPort(port) is { } number)
                hosts.Add(new HostAndPort(host, number));
            else
                wrong = "port";

            if (wrong is not null)
                return [];
        }

        return hosts;
    }

    /// <summary>A port number; null if the text is none.</summary>
    public static int? ReadPort(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= HighestPort
            ? port
            : null;

    private static bool TrySplit(string item, out string host, out string? port)
    {
        port = null;
        if (item.StartsWith('['))
        {
            var end = item.IndexOf(']');
            host = end < 0 ? "" : item[1..end];
            var rest = end < 0 ? "" : item[(end + 1)..];
            port = rest.StartsWith(':') ? rest[1..] : null;
            return IsIPv6(host) && (rest.Length == 0 || port is not null);
        }

        host = item;
        if (IsIPv6(item))
            return true;

        var colon = item.LastIndexOf(':');
        if (colon >= 0)
        {
            host = item[..colon];
            port = item[(colon + 1)..];
        }

        if (host.Length == 0)
            host = "localhost";

        return host.StartsWith('/') ? host.All(IsOfPath) : host.All(IsOfName);
    }

    private static bool IsIPv6(string text)
        => text.Contains(':')
            && IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6
            && !text.Contains('[');

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '-' or '.' or '_';

    private static bool IsOfPath(char c) => IsOfName(c) || c is '/' or '+' or '~';
}

using System.Net;
using Letta.Migrations.Engines;
using Letta.Migrations.Errors;

namespace Letta.Migrations.Running;

/// <summary>
/// Whether a database is on this machine, as far as its address tells: a file, a Unix socket, a loopback address. A tunnel or a forwarded
/// port ends at one, too, and cannot be known from a server. In a container it is a sidecar or a proxy more often than not, so there only a
/// file is.
/// </summary>
internal static class LocalHosts
{
    /// <summary>Refuses a database elsewhere, unless its hosts are named; and any other than the named ones, if some are.</summary>
    /// <exception cref="ConfigurationException">It is refused; nothing was contacted.</exception>
    public static void Require(DatabaseTarget target, IReadOnlyList<string> meant)
    {
        var names = StringComparer.OrdinalIgnoreCase;
        if (meant.Count > 0 && !meant.ToHashSet(names).SetEquals(target.Hosts))
        {
            throw new ConfigurationException(
                $"{target} is {(target.Hosts.Count == 0 ? "a file of this machine" : $"on \"{string.Join(',', target.Hosts)}\"")}, not "
                    + $"on \"{string.Join(',', meant)}\".",
                $"Look at where it points with {target.Product.CommandName} current; nothing was sent to it.");
        }

        if (meant.Count == 0 && target.Hosts.FirstOrDefault(h => !IsLocal(h)) is { } foreign)
        {
            throw new ConfigurationException(
                $"{target} is not known to be on this machine, and everything in it would be dropped.",
                $"If that is what you want, name its host: {target.Product.CommandName} reset --host-i-mean {foreign}; nothing was sent "
                    + $"to it.");
        }
    }

    public static bool IsLocal(string host)
        => !IsContainer
            && (host.StartsWith('/')
                || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    /// <summary>The images of .NET say so.</summary>
    private static bool IsContainer => Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1";
}

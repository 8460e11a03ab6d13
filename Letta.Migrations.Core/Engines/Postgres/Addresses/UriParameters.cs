using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>The parameters of a Postgres address: libpq's, and those that SQLAlchemy's drivers for Postgres add to them.</summary>
internal sealed class UriParameters
{
    private readonly Setting _setting;
    private readonly Dictionary<string, UriParameter> _byName = new(StringComparer.Ordinal);

    private UriParameters(Setting setting) => _setting = setting;

    /// <summary>Whether each parameter of a query, still encoded, is one that <see cref="Read"/> takes.</summary>
    public static bool AreKnown(string query) => Pairs(query).All(p => p.Value is not null && UriParameterTable.Knows(p.Name));

    /// <summary>Reads the query of an address, still encoded.</summary>
    public static UriParameters Read(Setting setting, string query)
    {
        var parameters = new UriParameters(setting);
        var unsafeToName = false;
        foreach (var (name, value) in Pairs(query))
        {
            if (value is null || !UriParameterTable.Knows(name))
                throw parameters.Unknown(name, canBeNamed: value is not null && !unsafeToName);

            // As SQLAlchemy decodes a query: there, unlike before the host, a plus sign is a space.
            var parameter
                = new UriParameter(setting, name, PercentEncoding.Decode(value.Replace('+', ' '), setting, $"parameter \"{name}\""));
            parameters.Add(parameter);
            unsafeToName |= name == "password"; // What follows may be the rest of a password with an & in it.
        }

        return parameters;
    }

    /// <summary>Carries everything but the hosts over to the settings.</summary>
    public void Apply(NpgsqlConnectionStringBuilder settings)
    {
        foreach (var parameter in _byName.Values)
            UriParameterTable.Apply(parameter, settings);

        SslModes.Complete(
            settings, _byName.GetValueOrDefault("sslmode") ?? _byName.GetValueOrDefault("ssl"), _byName.GetValueOrDefault("sslrootcert"));
    }

    /// <summary>
    /// The hosts, where the parameters <c>host</c>, <c>port</c> or <c>unix_sock</c> say more than the address before them: what stands
    /// later wins, and a port without a host is that of the other's.
    /// </summary>
    public IReadOnlyList<HostAndPort> Hosts(IReadOnlyList<HostAndPort> hosts)
    {
        if (_byName.TryGetValue("unix_sock", out var socket))
            return [SocketOf(socket)];

        var port = _byName.GetValueOrDefault("port");
        if (_byName.TryGetValue("host", out var host))
        {
            int? before = hosts is [var only] ? only.Port : null;
            hosts = [.. HostList.Read(host.Value, _setting).Select(h => h with { Port = h.Port ?? (port is null ? before : null) })];
        }
        else if (port is not null)
        {
            hosts = hosts.Count == 0 ? [new HostAndPort("localhost", Port: null)] : [.. hosts.Select(h => h with { Port = null })];
        }

        return port is null ? hosts : WithPorts(hosts, port);
    }

    private static List<HostAndPort> WithPorts(IReadOnlyList<HostAndPort> hosts, UriParameter port)
    {
        var ports = port.Value.Split(',').Select(p => HostList.ReadPort(p) ?? throw port.Wrong(HostList.NoPort)).ToList();
        return ports.Count == 1 || ports.Count == hosts.Count
            ? [.. hosts.Select((h, i) => h with { Port = h.Port ?? ports[ports.Count == 1 ? 0 : i] })]
            : throw port.Wrong("has neither one number nor one for each host");
    }

    private static IEnumerable<(string Name, string? Value)> Pairs(string query)
        => query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (pair[0], pair.Length == 2 ? pair[1] : null));

    /// <summary>pg8000 takes the socket itself, Npgsql its folder.</summary>
    private static HostAndPort SocketOf(UriParameter socket)
    {
        const string file = "/.s.PGSQL.";
        var at = socket.Value.LastIndexOf(file, StringComparison.Ordinal);
        if (at < 0 || HostList.ReadPort(socket.Value[(at + file.Length)..]) is not { } port)
            throw socket.Wrong("is not the path of a socket named .s.PGSQL.5432");

        var folder = HostList.Read(socket.Value[..at], out var wrong);
        return wrong is null && folder is [{ IsSocket: true, Port: null } only]
            ? only with { Port = port }
            : throw socket.Wrong("is not an absolute path");
    }

    private void Add(UriParameter parameter)
    {
        if (_byName.TryAdd(parameter.Name, parameter))
            return;

        // SQLAlchemy's way to name several hosts.
        _byName[parameter.Name] = parameter.Name is "host" or "port"
            ? new UriParameter(_setting, parameter.Name, $"{_byName[parameter.Name].Value},{parameter.Value}")
            : throw parameter.Wrong("is given twice");
    }

    private ConfigurationException Unknown(string name, bool canBeNamed)
        => canBeNamed && name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetter(c) || c == '_')
            ? _setting.Wrong($"parameter \"{name}\"", "is not known")
            : _setting.Wrong("query", "has a parameter that is not known; within a password, & is written %26 and ? is written %3F");
}

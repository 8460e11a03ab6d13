using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Letta.Migrations.Settings;

/// <summary>Reads <c>LETTA_PG_HOST</c>, <c>_PORT</c>, <c>_USER</c>, <c>_PASSWORD</c> and <c>_DB</c>.</summary>
internal static class LettaPostgresVariables
{
    /// <summary>The connection settings that the variables describe; null if none of them is set.</summary>
    /// <exception cref="ConfigurationException">Some are set and some are not. Letta would silently open SQLite then.</exception>
    public static NpgsqlConnectionStringBuilder? Read(IConfiguration configuration, Examples examples)
    {
        var host = Sources.Plain(configuration, "LETTA_PG_HOST", "localhost");
        var port = Sources.Plain(configuration, "LETTA_PG_PORT", "5432");
        var user = Sources.Plain(configuration, "LETTA_PG_USER", "letta");
        var password = Sources.Secret(configuration, "LETTA_PG_PASSWORD", "p@ss, or p%40ss: percent escapes are decoded, as Letta does");
        var database = Sources.Plain(configuration, "LETTA_PG_DB", "letta");
        if (host is null && port is null && user is null && password is null && database is null)
            return null;

        if (host is null || port is null || user is null || password is null || database is null)
            throw Missing(host, port, user, password, database, examples);

        var settings = PostgresSettings.Start();
        settings.Port = HostList.ReadPort(port.Trimmed().Value) ?? throw WrongPort(port);
        settings.Username = Decoded(user.Trimmed(), "user");
        settings.Password = Decoded(password.Checked(), "password");
        settings.Database = database.Trimmed().Value;
        var hosts = HostList.Read(host.Trimmed().Value, host);
        if (hosts is [{ Port: not null }])
            throw host.Wrong("holds a port, which belongs in LETTA_PG_PORT");

        return PostgresSettings.Complete(settings, hosts, host);
    }

    /// <summary>
    /// Letta pastes the variables into a URI as they are, so an escape in them is decoded there, and has to be here. A secret that comes
    /// from a file is nobody's URI, and taken as it is.
    /// </summary>
    private static string Decoded(Setting setting, string field)
        => setting.Name.EndsWith("_FILE", StringComparison.Ordinal)
            ? setting.Value
            : PercentEncoding.DecodeLeniently(setting.Value, setting, field);

    private static ConfigurationException WrongPort(Setting port)
        => port.Value.StartsWith("tcp://", StringComparison.Ordinal)
            ? new ConfigurationException(
                "The port in LETTA_PG_PORT is an address that Kubernetes put there for a Service named letta-pg.",
                "set enableServiceLinks: false in the pod, or set LETTA_PG_PORT, as in   5432")
            : port.Wrong("port", HostList.NoPort);

    private static ConfigurationException Missing(
        Setting? host, Setting? port, Setting? user, Setting? password, Setting? database, Examples examples)
    {
        (string Name, Setting? Setting)[] all =
        [
            ("LETTA_PG_HOST", host),
            ("LETTA_PG_PORT", port),
            ("LETTA_PG_USER", user),
            ("LETTA_PG_PASSWORD", password),
            ("LETTA_PG_DB", database),
        ];
        var there = all.Where(p => p.Setting is not null).Select(p => p.Setting!.Name);
        var missing = all.Where(p => p.Setting is null).Select(p => p.Name).ToList();
        return new ConfigurationException(
            $"{string.Join(", ", there)} {(missing.Count == all.Length - 1 ? "is" : "are")} set, "
                + $"but {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} not.",
            $"set all five, or none of them, or instead of them LETTA_PG_URI, like   {examples.Uri}");
    }
}

using Letta.Migrations.Engines.Settings;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Reads <c>postgresql://user:password@host:port/database?parameter=value</c>, field by field.</summary>
internal static class PostgresUri
{
    /// <summary>The connection settings of the address behind its scheme.</summary>
    public static NpgsqlConnectionStringBuilder Read(Setting setting, string text)
    {
        var reading = UriReading.Parse(setting, text);
        var hosts = HostList.Read(PercentEncoding.Decode(reading.Hosts, setting, "host"), setting);

        var settings = PostgresSettings.Start();
        settings.Username = NullIfEmpty(PercentEncoding.DecodeLeniently(reading.User, setting, "user"));
        settings.Password = NullIfEmpty(PercentEncoding.DecodeLeniently(reading.Password, setting, "password"));
        settings.Database = NullIfEmpty(PercentEncoding.Decode(reading.Database, setting, "database"));
        var parameters = UriParameters.Read(setting, reading.Query);
        parameters.Apply(settings);
        return PostgresSettings.Complete(settings, parameters.Hosts(hosts), setting);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

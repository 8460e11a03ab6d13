using System.Data.Common;
using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;
using Npgsql;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>Reads <c>Host=…;Username=…;Password=…</c>, Npgsql's own form, keyword by keyword.</summary>
internal static class NpgsqlKeywords
{
    /// <summary>The connection settings that the keywords describe.</summary>
    public static NpgsqlConnectionStringBuilder Read(Setting setting)
    {
        var settings = PostgresSettings.Start();
        var hosts = "";
        var unsafeToName = true;
        foreach (var (keyword, value) in Pairs(setting))
        {
            if (!settings.ContainsKey(keyword))
                throw Unknown(setting, keyword, canBeNamed: !unsafeToName);

            switch (Canonical(keyword))
            {
                case "HOST" or "SERVER":
                    hosts = value;
                    unsafeToName = false; // So far it is a list of keywords, and not something else with an = in it.
                    break;
                case "SSLMODE":
                    settings.SslMode = SslModes.ReadKeyword(value) ?? throw Refused(setting, keyword);
                    break;
                case "SSLPASSWORD":
                    throw setting.Wrong(
                        $"keyword \"{keyword}\"", "is not supported: Npgsql writes it into its logs; use a key without a password");
                default:
                    Set(settings, keyword, value, setting);
                    // What follows may be the rest of a password with a ; in it.
                    unsafeToName |= Canonical(keyword) is "PASSWORD" or "PSW" or "PWD";
                    break;
            }
        }

        if (hosts.Length == 0)
            throw setting.Wrong("host", "is missing");

        return PostgresSettings.Complete(settings, HostList.Read(hosts, setting), setting);
    }

    private static IEnumerable<(string Keyword, string Value)> Pairs(Setting setting)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = setting.Value;
        }
        catch (ArgumentException)
        {
            throw setting.Wrong(
                "list of keywords", "is not of the form keyword=value;keyword=value; a value with a ; in it stands in quotes");
        }

        foreach (string keyword in pairs.Keys)
            yield return (keyword, (string)pairs[keyword]);
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string keyword, string value, Setting setting)
    {
        try
        {
            settings[keyword] = value;
        }
        catch (Exception e) when (PostgresSettings.IsRefusal(e))
        {
            throw Refused(setting, keyword);
        }
    }

    private static string Canonical(string keyword) => keyword.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    private static ConfigurationException Refused(Setting setting, string keyword)
        => setting.Wrong($"keyword \"{keyword}\"", "has a value that Npgsql does not take");

    private static ConfigurationException Unknown(Setting setting, string keyword, bool canBeNamed)
        => canBeNamed && keyword.Length <= 40 && keyword.All(c => char.IsAsciiLetter(c) || c is ' ' or '_')
            ? setting.Wrong($"keyword \"{keyword}\"", "is not known to Npgsql")
            : setting.Wrong("list of keywords", "has one that Npgsql does not know; a value with a ; in it stands in quotes");
}

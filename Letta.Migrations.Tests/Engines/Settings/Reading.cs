using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Errors;
using Letta.Migrations.Settings;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Letta.Migrations.Tests.Engines.Settings;

/// <summary>Reads targets from a configuration and a home made for the test.</summary>
internal static class Reading
{
    /// <summary>Without a home, so that a test that falls through to files of the user fails instead of finding some.</summary>
    public static DatabaseTarget Target(
        IReadOnlyDictionary<string, string?>? variables = null, string? connection = null, string? schema = null, string? home = null)
        => new LettaTargetReader(LettaMigrations.Product, new LettaHome(home))
            .Read(
                new ConfigurationBuilder().AddInMemoryCollection(variables ?? new Dictionary<string, string?>()).Build(),
                connection,
                schema);

    public static NpgsqlConnectionStringBuilder Postgres(string uri) => Settings(Target(Uri(uri)));

    public static NpgsqlConnectionStringBuilder Settings(DatabaseTarget target) => Assert.IsType<PostgresTarget>(target).Settings();

    public static Dictionary<string, string?> Uri(string uri) => new() { ["LETTA_PG_URI"] = uri };

    public static Dictionary<string, string?> Parts(
        string host = "db", string port = "5432", string user = "letta", string password = "pw", string database = "core")
        => new()
        {
            ["LETTA_PG_HOST"] = host,
            ["LETTA_PG_PORT"] = port,
            ["LETTA_PG_USER"] = user,
            ["LETTA_PG_PASSWORD"] = password,
            ["LETTA_PG_DB"] = database,
        };

    /// <summary>The error of a reading: always exit code 2, never with another exception inside.</summary>
    public static ConfigurationException Error(Func<object> read)
    {
        var error = Assert.Throws<ConfigurationException>(read);
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.Null(error.InnerException);
        return error;
    }
}

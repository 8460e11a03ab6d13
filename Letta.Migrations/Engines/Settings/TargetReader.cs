using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Engines.Settings;

/// <summary>
/// Decides which database is meant, the way Letta does: the address given as an option, <c>LETTA_PG_URI</c>, all of
/// <c>LETTA_PG_HOST/PORT/USER/PASSWORD/DB</c>, the file <c>~/.letta/pg_uri</c>, and without any of them SQLite at <c>~/.letta/sqlite.db</c>.
/// The first that is there decides alone. <c>LETTA_PG_URI_FILE</c> and <c>LETTA_PG_PASSWORD_FILE</c> name files that hold the secret.
/// </summary>
public static class TargetReader
{
    /// <summary>The database that the configuration names. Reads files, contacts nothing.</summary>
    /// <param name="configuration">With the environment variables in it.</param>
    /// <param name="connection">An address that goes before everything configured (<c>--connection</c>): a Postgres address, or a SQLite file.</param>
    /// <param name="schema">The Postgres schema (<c>--schema</c>), before <c>LETTA_PG_SCHEMA</c> and <c>LettaMigrations:Schema</c>.</param>
    /// <exception cref="ConfigurationException">A setting is malformed, or contradicts another; the message names it and never shows its value.</exception>
    public static DatabaseTarget Read(IConfiguration configuration, string? connection = null, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Read(configuration, connection, schema, LettaHome.OfThisUser());
    }

    internal static DatabaseTarget Read(IConfiguration configuration, string? connection, string? schema, LettaHome home)
    {
        var schemaSetting = SchemaName.Read(configuration, schema);

        if (connection is not null)
        {
            var option = new Setting("--connection", connection, Examples.Connection).Trimmed();
            return SqliteAddress.IsBarePath(connection)
                ? Sqlite(home.Expand(connection), schemaSetting)
                : FromAddress(option, schemaSetting, home);
        }

        if (Sources.Secret(configuration, "LETTA_PG_URI", Examples.Uri) is { } uri)
            return FromAddress(uri.Trimmed(), schemaSetting, home);

        if (PostgresParts.Read(configuration) is { } parts)
            return new PostgresTarget(parts.ConnectionString, schemaSetting?.Value, "LETTA_PG_USER and LETTA_PG_PASSWORD");

        return home.PostgresUri() is { } file
            ? FromAddress(file.Trimmed(), schemaSetting, home)
            : Sqlite(home.SqliteFile(configuration), schemaSetting);
    }

    private static DatabaseTarget FromAddress(Setting address, Setting? schema, LettaHome home)
        => SqliteAddress.IsUri(address.Value)
            ? Sqlite(home.Expand(SqliteAddress.Path(address)), schema)
            : new PostgresTarget(PostgresAddress.Read(address).ConnectionString, schema?.Value, address.Name);

    private static SqliteTarget Sqlite(string path, Setting? schema)
    {
        SchemaName.Refuse(schema);
        return new SqliteTarget(path);
    }
}

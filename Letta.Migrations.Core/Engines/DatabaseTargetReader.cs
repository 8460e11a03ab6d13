using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Engines;

/// <summary>
/// Decides which database is meant: the address given as an option, then <see cref="MigrationProduct.ConnectionVariable"/>, or the file
/// that its <c>_FILE</c> variant names. The first that is there decides alone. A product whose address is elsewhere overrides
/// <see cref="Configured"/>.
/// </summary>
/// <param name="product">Whose database it is.</param>
public class DatabaseTargetReader(MigrationProduct product)
{
    /// <summary>Where an address is better given than as an argument, which other processes see.</summary>
    public virtual string Preferred => product.ConnectionVariable;

    /// <summary>The database where nothing names one, for the help; null where that is an error.</summary>
    public virtual string? Otherwise => null;

    /// <summary>Whose database it is.</summary>
    protected MigrationProduct Product => product;

    private protected Examples Examples { get; } = new(product);

    /// <summary>The user's home, which <c>~</c> stands for; null or empty if there is none.</summary>
    private protected virtual string? UserFolder
        => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>The database that the configuration names. Reads files, contacts nothing.</summary>
    /// <param name="configuration">With the environment variables in it.</param>
    /// <param name="connection">
    /// An address that goes before everything configured (<c>--connection</c>): a Postgres address, or a SQLite file.
    /// </param>
    /// <param name="schema">The Postgres schema (<c>--schema</c>), before what is configured.</param>
    /// <exception cref="ConfigurationException">
    /// A setting is malformed, or contradicts another; the message names it and never shows its value.
    /// </exception>
    public DatabaseTarget Read(IConfiguration configuration, string? connection = null, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var schemaSetting = new SchemaName(product).Read(configuration, schema);
        if (connection is null)
            return Configured(configuration, schemaSetting);

        var option = new Setting("--connection", connection, Examples.Connection).Trimmed();
        return SqliteAddress.IsBarePath(connection) ? Sqlite(Expand(connection), schemaSetting) : FromAddress(option, schemaSetting);
    }

    /// <summary>The database that no option names.</summary>
    /// <param name="configuration">With the environment variables in it.</param>
    /// <param name="schema">The Postgres schema that is asked for, for <see cref="FromAddress"/>; null for none.</param>
    /// <exception cref="ConfigurationException">None is named, or not well.</exception>
    protected virtual DatabaseTarget Configured(IConfiguration configuration, Setting? schema)
        => Sources.Secret(configuration, product.ConnectionVariable, Examples.Connection) is { } address
            ? FromAddress(address, schema)
            : throw new ConfigurationException(
                "No database is named.",
                $"Set {product.ConnectionVariable}, or give --connection, to an address like   {Examples.Connection}");

    /// <summary>A path as a shell understands it: <c>~/</c> is the home.</summary>
    /// <param name="path">As it was given.</param>
    protected virtual string Expand(string path)
        => path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(UserFolder ?? "", path[2..])
            : path;

    /// <summary>The database at an address: a Postgres address, or that of a SQLite file.</summary>
    /// <param name="address">The address; an error names its setting and never shows its value.</param>
    /// <param name="schema">The schema that <see cref="Configured"/> was given.</param>
    /// <exception cref="ConfigurationException">It is malformed, or contradicts the schema.</exception>
    protected DatabaseTarget FromAddress(Setting address, Setting? schema)
        => SqliteAddress.IsUri(address.Trimmed().Value)
            ? Sqlite(Expand(SqliteAddress.Path(address)), schema)
            : new PostgresTarget(PostgresAddress.Read(address).ConnectionString, schema?.Value, address.Name, product);

    private protected SqliteTarget Sqlite(string path, Setting? schema)
    {
        new SchemaName(product).Refuse(schema);
        return new SqliteTarget(path, product, UserFolder);
    }
}

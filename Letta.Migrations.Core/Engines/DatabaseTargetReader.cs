using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Engines;

/// <summary>
/// Decides which database is meant: the address given as an option; <see cref="MigrationProduct.ConnectionVariable"/>, or the file that
/// its <c>_FILE</c> variant names; the connection string <see cref="MigrationProduct.ConnectionStringName"/>; the file
/// <see cref="MigrationProduct.DefaultFile"/>. The first that is there decides alone. A product whose address is elsewhere overrides
/// <see cref="Configured"/>.
/// </summary>
/// <param name="product">Whose database it is.</param>
public class DatabaseTargetReader(MigrationProduct product)
{
    /// <summary>Where an address is better given than as an argument, which other processes see.</summary>
    public virtual string Preferred => product.ConnectionVariable;

    /// <summary>The database where nothing names one, for the help; null where that is an error.</summary>
    public virtual string? Otherwise => product.DefaultFile is { } file ? $"SQLite at {file}" : null;

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
        return connection is null
            ? Configured(configuration, schemaSetting)
            : FromText(new Setting("--connection", connection, Examples.Connection), schemaSetting);
    }

    /// <summary>The database at an address, whatever is configured.</summary>
    /// <param name="connection">A Postgres address or connection string, or a SQLite file.</param>
    /// <param name="schema">The Postgres schema; null for the connection's own.</param>
    /// <exception cref="ConfigurationException">It is malformed; the message never shows it.</exception>
    internal DatabaseTarget Read(string connection, string? schema)
        => FromText(
            new Setting("The address of the database", connection, Examples.Connection),
            schema is null ? null : new SchemaName(product).Read("The schema", schema));

    /// <summary>The database that no option names.</summary>
    /// <param name="configuration">With the environment variables in it.</param>
    /// <param name="schema">The Postgres schema that is asked for, for <see cref="FromAddress"/>; null for none.</param>
    /// <exception cref="ConfigurationException">None is named, or not well.</exception>
    protected virtual DatabaseTarget Configured(IConfiguration configuration, Setting? schema)
    {
        var connectionString = product.ConnectionStringName is { } name ? $"ConnectionStrings:{name}" : null;
        if (Sources.Secret(configuration, product.ConnectionVariable, Examples.Connection) is { } address)
            return FromAddress(address, schema);
        if (connectionString is not null && Sources.Plain(configuration, connectionString, Examples.ConnectionString) is { } configured)
            return FromText(configured, schema);
        if (product.DefaultFile is { } file)
            return Sqlite(Expand(file), schema);

        throw new ConfigurationException(
            "No database is named.",
            $"Set {product.ConnectionVariable}{(connectionString is null ? "" : $" or {connectionString}")}, or give --connection, "
                + $"to an address like   {Examples.Connection}");
    }

    /// <summary>The database at an address, or at a path that can be nothing else.</summary>
    private DatabaseTarget FromText(Setting setting, Setting? schema)
        => SqliteAddress.IsBarePath(setting.Trimmed().Value) ? Sqlite(Expand(setting.Value), schema) : FromAddress(setting, schema);

    /// <summary>A path as a shell understands it: <c>~/</c> is the home.</summary>
    /// <param name="path">As it was given.</param>
    protected virtual string Expand(string path)
        => path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(UserFolder ?? "", path[2..])
            : path;

    /// <summary>The database at an address: a Postgres address, or that of a SQLite file. Connection strings are addresses.</summary>
    /// <param name="address">The address; an error names its setting and never shows its value.</param>
    /// <param name="schema">The schema that <see cref="Configured"/> was given.</param>
    /// <exception cref="ConfigurationException">It is malformed, or contradicts the schema.</exception>
    protected DatabaseTarget FromAddress(Setting address, Setting? schema)
        => SqliteAddress.Read(address.Trimmed()) is { } path
            ? Sqlite(Expand(path), schema)
            : new PostgresTarget(PostgresAddress.Read(address).ConnectionString, schema?.Value, address.Name, product);

    private protected SqliteTarget Sqlite(string path, Setting? schema)
    {
        new SchemaName(product).Refuse(schema);
        return new SqliteTarget(path, product, UserFolder);
    }
}

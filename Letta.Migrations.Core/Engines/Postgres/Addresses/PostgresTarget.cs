using Letta.Migrations.Product;
using Npgsql;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>A Postgres database.</summary>
public sealed record PostgresTarget : DatabaseTarget
{
    private readonly string _connectionString;

    /// <summary>A Postgres database by its Npgsql connection string.</summary>
    /// <param name="connectionString">Already checked; see <see cref="DatabaseTargetReader"/>.</param>
    /// <param name="schema">The schema that the tables live in; null for the connection's own first schema.</param>
    /// <param name="source">The setting that the address comes from, by the name a user knows it by.</param>
    /// <param name="product">Whose database it is.</param>
    internal PostgresTarget(string connectionString, string? schema, string source = "--connection", MigrationProduct? product = null)
        : base(product ?? MigrationProduct.Default)
    {
        _connectionString = connectionString;
        Schema = schema;
        Source = source;
        var settings = Settings();
        Display = PostgresDisplay.Format(settings, Product);
        Role = PostgresDisplay.User(settings, Product);
        Database = PostgresDisplay.Database(settings, Product);
    }

    /// <summary>The setting that the address comes from.</summary>
    internal string Source { get; }

    /// <summary>The role, as far as it may be shown.</summary>
    internal string Role { get; }

    /// <summary>The database's name, as far as it may be shown.</summary>
    internal string Database { get; }

    /// <summary>The schema that the tables live in; null for the connection's own first schema.</summary>
    public string? Schema { get; }

    /// <inheritdoc />
    public override string Engine => "postgres";

    /// <inheritdoc />
    public override string Display { get; }

    internal override string Name => Database;

    internal override IReadOnlyList<string> Hosts
        => HostList.Read(Settings().Host ?? "", out var wrong) is var hosts && wrong is null ? [.. hosts.Select(h => h.Host)] : ["…"];

    /// <summary>What an administrator runs who creates the database for the role.</summary>
    internal string CreateStatement => $"CREATE DATABASE {SqlIdentifier.Quote(Database)} OWNER {SqlIdentifier.Quote(Role)};";

    /// <summary>A copy of the connection settings, to be refined for a connection's purpose.</summary>
    internal NpgsqlConnectionStringBuilder Settings() => new(_connectionString);

}

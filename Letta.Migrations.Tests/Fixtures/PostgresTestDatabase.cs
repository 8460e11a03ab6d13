using System.Data.Common;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Npgsql;

namespace Letta.Migrations.Tests.Fixtures;

public sealed class PostgresTestDatabase : TestDatabase
{
    // Where a connection is made for every question of a test, the server spends half of its time on logging in.
    private readonly NpgsqlDataSource _connections;
    private readonly SessionPool? _pool;

    public PostgresTestDatabase(NpgsqlConnectionStringBuilder settings)
        : this(settings, pool: null)
    {
    }

    /// <summary>A database behind a pool, whose address is the one in the settings.</summary>
    internal PostgresTestDatabase(NpgsqlConnectionStringBuilder settings, SessionPool? pool)
    {
        (Settings, _pool) = (settings, pool);
        // To load the types of the database would be the longest query of most tests, and each database has its own.
        _connections = new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = true, ApplicationName = "test" }.ConnectionString)
            .ConfigureTypeLoading(types => types.EnableTypeLoading(false))
            .Build();
        Target = new PostgresTarget(settings.ConnectionString, schema: null, product: LettaMigrations.Product);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LETTA_PG_URI"] = Uri };
    }

    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>The address in the form that Letta itself is configured with.</summary>
    public string Uri
        => $"postgresql+pg8000://{Settings.Username}:{System.Uri.EscapeDataString(Settings.Password!)}@{Settings.Host}:{Settings.Port}/{Settings.Database}";

    public override DatabaseTarget Target { get; }

    public override IReadOnlyDictionary<string, string> Environment { get; }

    public override async Task<DbConnection> OpenAsync() => await _connections.OpenConnectionAsync();

    /// <summary>
    /// Closes the connections that no test has open, of which <see cref="OpenAsync"/> keeps some, and keeps none from here on: what is set
    /// for a database is known only to sessions that begin later.
    /// </summary>
    public void Close()
    {
        _connections.Clear();
        _pool?.Close(Settings.Database!);
    }

    public override async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync();
        _pool?.Close(Settings.Database!);
        await using var connection
            = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Settings.ConnectionString) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"drop database \"{Settings.Database}\" with (force)", connection);
        await command.ExecuteNonQueryAsync();
    }
}

using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Letta.Migrations.Bench;

/// <summary>
/// An empty Postgres database: the one that is named, or one in a container with the settings that Postgres comes with, durable ones.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly PostgreSqlContainer? _container;

    private PostgresServer(string connectionString, PostgreSqlContainer? container)
    {
        ConnectionString = connectionString;
        _container = container;
    }

    public string ConnectionString { get; }

    public PostgresTarget Target => new(ConnectionString, schema: null, product: LettaMigrations.Product);

    public static async Task<PostgresServer> StartAsync(string? connection)
    {
        if (connection is not null)
            return new PostgresServer(
                PostgresAddress.Read(
                    new Setting("--connection", connection, new Examples(LettaMigrations.Product).Connection).Trimmed()).ConnectionString,
                container: null);

        var container = new PostgreSqlBuilder("pgvector/pgvector:pg17").WithLogger(NullLogger.Instance).Build();
        await container.StartAsync();
        return new PostgresServer(container.GetConnectionString(), container);
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
            await _container.DisposeAsync();
    }
}

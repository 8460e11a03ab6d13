using System.Data.Common;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Library.Migrations.Tests;

/// <summary>Needs a container engine; skipped where none answers.</summary>
public sealed class PostgresLibraryTests(PostgresLibraryTests.Server server) : LibrarySpec, IClassFixture<PostgresLibraryTests.Server>
{
    private readonly string _name = $"library_{Guid.NewGuid():N}";

    protected override string Address => $"postgresql://postgres:postgres@{Settings.Host}:{Settings.Port}/{_name}";

    protected override string Tables => "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace";

    private NpgsqlConnectionStringBuilder Settings => new(server.ConnectionString) { Database = _name, Pooling = false };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Assert.SkipUnless(server.IsThere, "Docker does not answer, and Postgres runs in a container: start it and run the tests again.");
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand($"create database {_name}", connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    protected override DbConnection Connect() => new NpgsqlConnection(Settings.ConnectionString);

    /// <summary>One server for all of the tests.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private PostgreSqlContainer? _container;

        public bool IsThere => _container is not null;

        public string ConnectionString => _container!.GetConnectionString();

        public async ValueTask InitializeAsync()
        {
            try
            {
                var container = new PostgreSqlBuilder("pgvector/pgvector:pg17").WithLogger(NullLogger.Instance).Build();
                await container.StartAsync();
                _container = container;
            }
            catch (Exception e) when (e is DockerApiException or DockerUnavailableException or HttpRequestException)
            {
                // Nobody answers.
            }
        }

        public ValueTask DisposeAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

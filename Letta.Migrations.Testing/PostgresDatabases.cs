using System.Data.Common;
using DotNet.Testcontainers.Builders;
using Npgsql;
using Testcontainers.PostgreSql;
using Xunit;

namespace Letta.Migrations.Testing;

/// <summary>
/// A Postgres in a container, started once for all tests that share it, and a new database on it for each. It is a fixture of xunit:
/// <c>IClassFixture&lt;PostgresDatabases&gt;</c>, or <c>[assembly: AssemblyFixture(typeof(PostgresDatabases))]</c> for all classes. Where
/// no container engine answers, its tests are skipped and say so. A class that derives from it chooses another image.
/// </summary>
public class PostgresDatabases : MigrationDatabases, IAsyncLifetime
{
    private PostgreSqlContainer? _container;
    private string? _missing;
    private int _databases;

    /// <summary>The image of the server: Postgres 17 with pgvector.</summary>
    protected virtual string Image => "pgvector/pgvector:pg17";

    /// <inheritdoc />
    public override async Task<MigrationDatabase> CreateAsync(CancellationToken cancellationToken = default)
    {
        if (_missing is not null)
            Assert.Skip(_missing);

        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name}", cancellationToken);
        return new PostgresDatabase(this, name);
    }

    /// <summary>Starts the server.</summary>
    public async ValueTask InitializeAsync()
    {
        try
        {
            // What is in these databases is gone with the container: nothing of it has to reach a disk.
            _container = new PostgreSqlBuilder(Image)
                .WithCommand("-c", "fsync=off")
                .WithTmpfsMount("/var/lib/postgresql/data")
                .Build();
        }
        catch (DockerUnavailableException)
        {
            _missing = "No container engine answers, so there is no Postgres to test on; start Docker to run this test.";
            return;
        }

        await _container.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Removes the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
            await _container.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private NpgsqlConnectionStringBuilder Settings(string database)
        => new(_container!.GetConnectionString()) { Database = database, Pooling = false };

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Settings("postgres").ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed class PostgresDatabase(PostgresDatabases server, string name) : MigrationDatabase
    {
        public override string Address
        {
            get
            {
                var settings = server.Settings(name);
                return $"postgresql://{settings.Username}:{settings.Password}@{settings.Host}:{settings.Port}/{name}";
            }
        }

        public override async ValueTask DisposeAsync()
            => await server.ExecuteAsync($"drop database {name} with (force)", CancellationToken.None);

        protected override DbConnection CreateConnection() => new NpgsqlConnection(server.Settings(name).ConnectionString);
    }
}

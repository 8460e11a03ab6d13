using System.Text;
using DotNet.Testcontainers.Builders;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>
/// One Postgres with pgvector for the whole test run; a new database on it for every test, behind a <see cref="SessionPool"/>.
/// </summary>
public sealed class PostgresEngine : TestEngine, IAsyncLifetime
{
    public const string Image = "pgvector/pgvector:pg17";
    private PostgreSqlContainer? _container;
    private SessionPool? _pool;
    private string? _whyNot;
    private int _databases;

    /// <summary>What stands before the databases of the tests.</summary>
    internal SessionPool Pool
    {
        get
        {
            _ = Administrator();
            return _pool!;
        }
    }

    /// <summary>Connection settings of the administrator, past the pool, to the database <c>postgres</c>.</summary>
    public NpgsqlConnectionStringBuilder Administrator()
    {
        if (_whyNot is not null)
            Assert.Skip(_whyNot);

        return new NpgsqlConnectionStringBuilder(_container!.GetConnectionString()) { Pooling = false, IncludeErrorDetail = true };
    }

    /// <summary>The engine's name for the server's container, for whoever runs another one in its network.</summary>
    public string ContainerId
    {
        get
        {
            _ = Administrator();
            return _container!.Id;
        }
    }

    /// <summary>Runs a script by psql, as the superuser, the way a database administrator does.</summary>
    public async Task PsqlAsync(string database, string script, params string[] arguments)
    {
        _ = Administrator();
        var file = $"/tmp/{database}.sql";
        await _container!.CopyAsync(Encoding.UTF8.GetBytes(script), file);
        var ran
            = await _container.ExecAsync(
                ["psql", "--quiet", "--username=postgres", $"--dbname={database}", $"--file={file}", .. arguments]);
        Assert.True(ran.ExitCode == 0, ran.Stdout + ran.Stderr);
    }

    public override Task<TestDatabase> CreateAsync() => CreateAsync("template1");

    protected override Task<TestDatabase> CopyAsync(TestDatabase original)
    {
        var postgres = (PostgresTestDatabase)original;
        postgres.Close(); // What is copied must have no connection.
        return CreateAsync(postgres.Settings.Database!);
    }

    private async Task<TestDatabase> CreateAsync(string template)
    {
        var settings = Administrator();
        (settings.Host, settings.Port) = ("127.0.0.1", Pool.Port);
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        // Files are copied in a third of the time that the log of the copy takes, which is the default.
        await using var command = new NpgsqlCommand($"create database {name} template {template} strategy file_copy", connection);
        await command.ExecuteNonQueryAsync();
        return new PostgresTestDatabase(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = name }, _pool);
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _container = new PostgreSqlBuilder(Image)
                .WithCommand("-c", "max_connections=300", "-c", "fsync=off", "-c", "max_wal_size=256MB")
                .WithEnvironment("POSTGRES_INITDB_ARGS", "--set=scram_iterations=1") // Each run of a verb logs in again: 4096 rounds.
                .WithTmpfsMount("/var/lib/postgresql/data") // A database for each test is made and dropped a third faster than on a disk.
                .Build();
        }
        catch (DockerUnavailableException)
        {
            _whyNot = "No container engine answers, so there is no Postgres to test against; start Docker to run this test.";
            return;
        }

        await _container.StartAsync();
        _pool = new SessionPool(Administrator().Host!, Administrator().Port);
    }

    public async ValueTask DisposeAsync()
    {
        _pool?.Dispose();
        if (_container is not null)
            await _container.DisposeAsync();
    }
}

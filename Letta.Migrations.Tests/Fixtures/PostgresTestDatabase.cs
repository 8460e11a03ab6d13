using System.Data.Common;
using Letta.Migrations.Engines;
using Letta.Migrations.Engines.Postgres;
using Npgsql;

namespace Letta.Migrations.Tests.Fixtures;

public sealed class PostgresTestDatabase : TestDatabase
{
    public PostgresTestDatabase(NpgsqlConnectionStringBuilder settings)
    {
        Settings = settings;
        Target = new PostgresTarget(settings.ConnectionString, schema: null);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LETTA_PG_URI"] = Uri };
    }

    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>The address in the form that Letta itself is configured with.</summary>
    public string Uri
        => $"postgresql+pg8000://{Settings.Username}:{System.Uri.EscapeDataString(Settings.Password!)}@{Settings.Host}:{Settings.Port}/{Settings.Database}";

    public override DatabaseTarget Target { get; }

    public override IReadOnlyDictionary<string, string> Environment { get; }

    public override async Task<DbConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Settings.ConnectionString) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"drop database \"{Settings.Database}\" with (force)", connection);
        await command.ExecuteNonQueryAsync();
    }
}

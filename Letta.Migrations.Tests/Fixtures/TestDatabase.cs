using System.Data.Common;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Tests.Fixtures;

/// <summary>A database that belongs to one test; gone when the test ends.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public abstract DatabaseTarget Target { get; }

    /// <summary>What a process needs in its environment to find this database.</summary>
    public abstract IReadOnlyDictionary<string, string> Environment { get; }

    public abstract Task<DbConnection> OpenAsync();

    public MigrationRunner Runner(RevisionSet? revisions = null, MigrationOptions? options = null)
        => new(
            Target,
            options ?? new MigrationOptions(),
            NullLogger<MigrationRunner>.Instance,
            TimeProvider.System,
            revisions ?? LettaMigrations.Revisions);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default : (T)Convert.ChangeType(value, typeof(T), provider: null);
    }

    /// <summary>The rows of a query, each as its values joined by <c>|</c>, NULL as <c>null</c>.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join(
                '|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetValue(i).ToString())));
        return rows;
    }

    public abstract ValueTask DisposeAsync();
}

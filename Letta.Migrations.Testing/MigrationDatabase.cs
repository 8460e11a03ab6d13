using System.Data.Common;
using System.Globalization;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Testing;

/// <summary>A database that belongs to one test; gone when it is disposed.</summary>
public abstract class MigrationDatabase : IAsyncDisposable
{
    /// <summary>Its address, as a runner is created for it: <c>definition.CreateRunner(database.Address)</c>.</summary>
    public abstract string Address { get; }

    /// <summary>Opens a connection, which the caller closes.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        var connection = CreateConnection();
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The rows of a query, each with its values joined by <c>|</c>, and NULL as <c>null</c>.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader, i))));
        return rows;
    }

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>A connection to it, not open.</summary>
    protected abstract DbConnection CreateConnection();

    internal Task<DatabaseSchema> ReadSchemaAsync(MigrationDefinition definition, CancellationToken cancellationToken)
        => DatabaseEngine.For(
            definition.Targets.Read(Address, schema: null),
            new EngineOptions { LockTimeout = TimeSpan.FromMinutes(1), StatementTimeout = TimeSpan.FromMinutes(1) })
            .ReadSchemaAsync(cancellationToken);

    private static string Text(DbDataReader reader, int i)
        => reader.IsDBNull(i) ? "null" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!;
}

using Letta.Migrations.Engines.Postgres;
using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Schema;
using Letta.Migrations.Tests.Engines.Postgres;
using Letta.Migrations.Tests.Engines.Sqlite;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Letta.Migrations.Tests.Authoring;

/// <summary>A database on which steps are tried: carried out, read back from the catalog, and taken back.</summary>
internal sealed class Workbench(TestDatabase database) : IAsyncDisposable
{
    public bool OnPostgres => database is PostgresTestDatabase;

    public static async Task<Workbench> CreateAsync(TestEngine engine) => new(await engine.CreateAsync());

    /// <summary>Carries out the steps as one revision in a transaction of its own.</summary>
    public async Task RunAsync(Action<Adhoc> steps)
    {
        await using var connection = await database.OpenAsync();
        if (connection is NpgsqlConnection postgres)
        {
            await PostgresSteps.RunAsync(postgres, new Adhoc(steps));
            return;
        }

        await connection.CloseAsync();
        using var run = new RevisionRun(((SqliteTestDatabase)database).Path);
        run.Up(steps);
    }

    /// <summary>What the catalog says.</summary>
    public async Task<DatabaseSchema> ReadAsync()
    {
        await using var connection = await database.OpenAsync();
        return connection is NpgsqlConnection postgres
            ? new PostgresCatalogReader(postgres, "public", LettaNames.Tables).Read()
            : SqliteCatalogReader.Read(
                new SqliteRevisionProcessor((SqliteConnection)connection, LettaNames.Tables, observer: null).Snapshot());
    }

    /// <summary>What the catalog says of one thing of a table, e.g. <c>column a</c>; null if there is no such thing.</summary>
    public async Task<string?> ReadAsync(string table, string item)
        => (await ReadAsync()).Table(table)!.Members.FirstOrDefault(m => $"{m.Kind} {m.Name}" == item)?.Text;

    public async Task<string> RowsAsync(string sql) => string.Join('\n', await database.RowsAsync(sql));

    public Task ExecuteAsync(string sql) => database.ExecuteAsync(sql);

    /// <summary>
    /// Carries out a step on tables with rows, looks, has the table rebuilt on SQLite, looks again, and takes the step back.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="rows">A query whose rows stay the same throughout.</param>
    public async Task TryAsync(StepCase step, string rows)
    {
        var before = await ReadAsync();
        var there = await RowsAsync(rows);

        await RunAsync(step.Up);
        Assert.Equal(OnPostgres ? step.Postgres : step.Sqlite, await ReadAsync(step.Table, step.Item));
        await RunAsync(r => r.Alter.Column("spare").OnTable(step.Table).AsInt64().Nullable());
        Assert.Equal(OnPostgres ? step.Postgres : step.Sqlite, await ReadAsync(step.Table, step.Item));
        await RunAsync(r => r.Alter.Column("spare").OnTable(step.Table).AsInt32().Nullable());
        Assert.Equal(there, await RowsAsync(rows));

        await RunAsync(step.Down);
        Assert.Empty(SchemaComparison.Compare(before, await ReadAsync()));
        Assert.Equal(there, await RowsAsync(rows));
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

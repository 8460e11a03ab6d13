using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Running;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Letta.Migrations.Bench;

/// <summary>SQLite goes from 120 to head, alone, and is compared with a copy from before.</summary>
internal static class OfflineRun
{
    public static async Task<int> ExecuteAsync(string? file, FillSize size)
    {
        var folder = Directory.CreateTempSubdirectory("letta-bench-").FullName;
        try
        {
            return await ExecuteAsync(file ?? Path.Combine(folder, "letta.db"), Path.Combine(folder, "before.db"), size);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> ExecuteAsync(string file, string copy, FillSize size)
    {
        var timeline = new Timeline();
        var runner = new MigrationRunner(
            new SqliteTarget(file),
            new MigrationOptions { AcceptLoss = true },
            NullLogger<MigrationRunner>.Instance,
            TimeProvider.System,
            LettaMigrations.Revisions);
        await runner.UpgradeAsync("b888f21b151f");
        var text = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, ForeignKeys = false }.ConnectionString;
        await using (var connection = new SqliteConnection(text))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await new Fill(value => value).ExecuteAsync(connection, size);
            await transaction.CommitAsync();
            await RunAsync(connection, $"vacuum into '{copy.Replace("'", "''", StringComparison.Ordinal)}'");
        }

        Console.WriteLine(
            $"{size.Agents} agents, {size.Messages} messages, {size.Steps} steps; {new FileInfo(file).Length / 1_000_000} "
                + $"MB; {Environment.ProcessorCount} cores");
        var result = await runner.UpgradeAsync(progress: timeline);
        Figures.Slowest(result, timeline);

        await using var upgraded = new SqliteConnection(text);
        await upgraded.OpenAsync();
        await RunAsync(upgraded, $"attach '{copy.Replace("'", "''", StringComparison.Ordinal)}' as before");
        return await NothingIsLostAsync(upgraded) ? 0 : 1;
    }

    private static async Task<bool> NothingIsLostAsync(SqliteConnection connection)
    {
        Console.WriteLine("after the upgrade:");
        var right = await Figures.CheckAsync(
            connection,
            "messages gone or changed",
            """
            select count(*) from before.messages b left join main.messages m on m.id = b.id
            where m.id is null or m.content is not b.content or m.agent_id is not b.agent_id or m.step_id is not b.step_id
               or m.sequence_id is not b.sequence_id or m.created_at is not b.created_at
            """,
            0);
        right &= await Figures.CheckAsync(
            connection,
            "messages linked to their run",
            "select count(*) from main.messages where run_id is not null",
            await Figures.CountAsync(connection, "select count(*) from before.job_messages"));
        right &= await Figures.CheckAsync(
            connection, "runs", "select count(*) from main.runs", await Figures.CountAsync(connection, "select count(*) from before.jobs"));
        foreach (var table in Fill.Tables)
        {
            right &= await Figures.CheckAsync(
                connection,
                table,
                $"select count(*) from main.{table}",
                await Figures.CountAsync(connection, $"select count(*) from before.{table}"));
        }

        return right;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

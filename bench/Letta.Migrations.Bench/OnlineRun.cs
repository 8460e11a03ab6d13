using Letta.Migrations.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Letta.Migrations.Bench;

/// <summary>Postgres goes from 120 to head while one connection reads messages and another one writes them.</summary>
internal static class OnlineRun
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);

    public static async Task<int> ExecuteAsync(string? address, FillSize size)
    {
        await using var server = await PostgresServer.StartAsync(address);
        var timeline = new Timeline();
        var runner = new MigrationRunner(
            server.Target,
            new MigrationOptions { AcceptLoss = true },
            NullLogger<MigrationRunner>.Instance,
            TimeProvider.System,
            LettaMigrations.Revisions);
        await runner.UpgradeAsync("b888f21b151f");
        await using var connection = await server.OpenAsync();
        var counts = await FillAsync(connection, size);
        var agents = await ListAsync(connection, "select id from agents");
        var messages = await ListAsync(connection, "select id from messages");
        await ObserveAsync(server, agents, messages);
        await RememberAsync(connection);

        using var reading = new ReadingClient(server.ConnectionString, agents);
        using var writing = new WritingClient(server.ConnectionString, agents, messages);
        reading.Start();
        writing.Start();
        MigrationResult result;
        try
        {
            result = await runner.UpgradeAsync(progress: timeline);
        }
        finally
        {
            reading.Stop();
            writing.Stop();
        }

        Figures.Waits("reads during the upgrade", reading.Waits, timeline);
        Figures.Waits("writes during the upgrade", writing.Waits, timeline);
        foreach (var (state, times) in reading.Failures.Concat(writing.Failures))
            Console.WriteLine($"    SQLSTATE {state}: {times} statements were sent again");
        Figures.Slowest(result, timeline);
        return await NothingIsLostAsync(connection, counts, writing) ? 0 : 1;
    }

    private static async Task<Dictionary<string, long>> FillAsync(NpgsqlConnection connection, FillSize size)
    {
        await RunAsync(connection, "set session_replication_role = replica"); // The rows fit; asking again for each would take minutes.
        await new Fill(text => $"cast({text} as json)").ExecuteAsync(connection, size);
        await RunAsync(
            connection,
            $"set session_replication_role = default; select setval('message_seq_id', {size.Messages}); select "
                + $"setval('job_messages_id_seq', {size.Messages})");
        await RunAsync(connection, "vacuum analyze");
        await RunAsync(connection, "checkpoint");
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in Fill.Tables)
            counts[table] = await Figures.CountAsync(connection, $"select count(*) from {table}");
        var bytes = await Figures.CountAsync(connection, "select pg_database_size(current_database())");
        Console.WriteLine(
            $"{counts["agents"]} agents, {counts["messages"]} messages, {counts["steps"]} steps; {bytes / 1_000_000} "
                + $"MB; {Environment.ProcessorCount} cores");
        return counts;
    }

    /// <summary>The same clients on the same database while nobody upgrades it: what the waits are to be compared with.</summary>
    private static async Task ObserveAsync(PostgresServer server, IReadOnlyList<string> agents, IReadOnlyList<string> messages)
    {
        using var reading = new ReadingClient(server.ConnectionString, agents);
        using var writing = new WritingClient(server.ConnectionString, agents, messages);
        reading.Start();
        writing.Start();
        await Task.Delay(Before);
        reading.Stop();
        writing.Stop();
        Figures.Waits("reads before", reading.Waits);
        Figures.Waits("writes before", writing.Waits);
    }

    private static Task RememberAsync(NpgsqlConnection connection)
        => RunAsync(
            connection,
            "create schema bench; create table bench.before as select id, hashtext(content::text) as hash, agent_id, step_id from "
                + "messages; analyze bench.before");

    private static async Task<bool> NothingIsLostAsync(NpgsqlConnection connection, Dictionary<string, long> counts, WritingClient writing)
    {
        await RunAsync(connection, "create table bench.written (id varchar primary key, content text not null)");
        await using (var copy = await connection.BeginBinaryImportAsync("copy bench.written from stdin (format binary)"))
        {
            foreach (var (id, content) in writing.Written)
                await copy.WriteRowAsync(CancellationToken.None, id, content);
            await copy.CompleteAsync();
        }

        Console.WriteLine("after the upgrade:");
        var remembered = await Figures.CountAsync(connection, "select count(*) from bench.before");
        var linked
            = await Figures.CountAsync(connection, $"select count(*) from generate_series(1, {counts["messages"]}) i where i % 5 <> 0");
        var right = await Figures.CheckAsync(connection, "messages", "select count(*) from messages", remembered + writing.Inserted);
        right &= await Figures.CheckAsync(
            connection,
            "messages from before, gone or changed",
            """
            select count(*) from bench.before b left join bench.written w on w.id = b.id left join messages m on m.id = b.id
            where m.id is null or hashtext(m.content::text) <> coalesce(hashtext(w.content), b.hash)
               or (m.agent_id, m.step_id) is distinct from (b.agent_id, b.step_id)
            """,
            0);
        right &= await Figures.CheckAsync(
            connection,
            "messages that the client wrote, gone or changed",
            "select count(*) from bench.written w left join messages m on m.id = w.id where m.id is null or m.content::text <> w.content",
            0);
        right &= await Figures.CheckAsync(
            connection, "messages linked to their run", "select count(*) from messages where run_id is not null", linked);
        right &= await Figures.CheckAsync(connection, "runs", "select count(*) from runs", counts["jobs"]);
        foreach (var (table, count) in counts.Where(c => c.Key != "messages"))
            right &= await Figures.CheckAsync(connection, table, $"select count(*) from {table}", count);
        return right;
    }

    private static async Task<IReadOnlyList<string>> ListAsync(NpgsqlConnection connection, string query)
    {
        List<string> list = [];
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            list.Add(reader.GetString(0));
        return list;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

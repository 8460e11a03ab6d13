using Letta.Migrations.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Letta.Migrations.Bench;

/// <summary>
/// Writes the history as SQL files for dbmate, a file each revision, with the very statements that an upgrade of an empty database sends,
/// without its bookkeeping. Statements travel in batches, so each revision is what the upgrade up to it sends more than the one before.
/// </summary>
internal static class HistoryFiles
{
    private static readonly string[] RevisionStore = ["\"VersionInfo\"", "letta_migration", "alembic_version"];

    public static async Task<int> WriteAsync(string? connection, string folder)
    {
        await using var server = await PostgresServer.StartAsync(connection);
        Directory.CreateDirectory(folder);
        IReadOnlyList<string> before = [];
        foreach (var revision in LettaMigrations.Revisions.All)
        {
            await EmptyAsync(server);
            var sent = await SentAsync(server, revision);
            if (!sent.Take(before.Count).SequenceEqual(before))
                throw new InvalidOperationException($"Revision {revision.Id} sends other statements for those before it.");
            var lines = sent.Skip(before.Count).Select(sql => sql.TrimEnd().TrimEnd(';') + ";");
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"{revision.Version}_{revision.Type.Name}.sql"),
                $"-- migrate:up\n{string.Join('\n', lines)}\n\n-- migrate:down\n");
            before = sent;
        }

        Console.WriteLine($"{LettaMigrations.Revisions.All.Count} files, {before.Count} statements");
        return 0;
    }

    private static async Task EmptyAsync(PostgresServer server)
    {
        await using var connection = await server.OpenAsync();
        await using var command = new NpgsqlCommand("drop schema if exists public cascade; create schema public", connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<string>> SentAsync(PostgresServer server, RevisionInfo revision)
    {
        var sent = new List<string>();
        var runner = new MigrationRunner(
            server.Target, new MigrationOptions(), NullLogger<MigrationRunner>.Instance, TimeProvider.System, LettaMigrations.Revisions)
        {
            Observer = (sql, done) =>
            {
                if (done)
                    sent.AddRange(sql.Split(";\n"));
            },
        };
        await runner.UpgradeAsync(revision.Version.ToString());
        return [
            .. sent.Where(sql => sql.Trim().Length > 0
                && !RevisionStore.Any(b => sql.Contains(b, StringComparison.Ordinal))
                && sql.Trim() is not ("COMMIT" or "BEGIN"))
        ];
    }
}

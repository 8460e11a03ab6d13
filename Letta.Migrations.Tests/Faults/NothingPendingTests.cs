using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.Faults;

public sealed class NothingPendingTests(PostgresEngine engine)
{
    private static readonly string[] WritingWords =
        ["advisory", "insert", "update ", "delete", "create ", "alter ", "drop ", "begin", "lock table"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_pending_sends_the_server_neither_a_lock_nor_a_write()
    {
        await using var server = await OwnPostgres.StartAsync(engine, Stop);
        await server.Database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);
        await server.Database.ExecuteAsync("select 'begin here'");

        var result = await server.Database.Runner(FaultSample.Locking).UpgradeAsync(cancellationToken: Stop);

        await server.Database.ExecuteAsync("select 'end'");

        var sent = await StatementsAsync(server, "'begin here'", "'end'");
        Assert.Empty(result.Applied);
        Assert.Contains(sent, l => l.Contains("VersionInfo", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, l => Writes(l));
    }

    /// <summary>What the migrator sent between two markers, an entry each, from the server's own log.</summary>
    private static async Task<IReadOnlyList<string>> StatementsAsync(OwnPostgres server, string from, string to)
    {
        var log = await server.LogAsync();
        while (!log.Contains(to, StringComparison.Ordinal))
            log = await server.LogAsync(); // The engine hands lines on a moment after the server wrote them.

        // A statement of several lines is one entry: its further lines begin with a tab.
        var entries = log.Replace("\n\t", " ", StringComparison.Ordinal);
        entries = entries[entries.IndexOf(from, StringComparison.Ordinal)..entries.IndexOf(to, StringComparison.Ordinal)];
        return [.. entries.Split('\n').Where(l => l.StartsWith("letta-migrations: ", StringComparison.Ordinal))];
    }

    private static bool Writes(string line) => WritingWords.Any(w => line.Contains(w, StringComparison.OrdinalIgnoreCase));
}

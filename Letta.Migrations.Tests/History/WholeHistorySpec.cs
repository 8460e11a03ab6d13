using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>
/// From the newest revision down to the first with a row in every table, and up again: nothing fails, and every row that the oldest schema
/// has a place for is there. Whose user is known need not be asked for.
/// </summary>
public abstract class WholeHistorySpec(TestEngine engine)
{
    private const string Head = "1c28e167b74f";
    private const string Oldest = "9a505cc7eca9";

    private static readonly string[] Kept =
    [
        "select id, name from organizations",
        "select id, name, organization_id from users",
        "select id, name, organization_id from agents",
        "select m.id, m.agent_id, m.organization_id, m.role from messages m where coalesce(m.text, cast(m.content as text)) like '%hello%'",
        "select b.id, b.label, b.value, b.organization_id, l.agent_id from block b join blocks_agents l on l.block_id = b.id",
        "select s.id, s.name, cast(s.embedding_config as text), l.agent_id from sources s join sources_agents l on l.source_id = s.id",
        "select id, source_id, file_name from files",
        "select id, source_id, file_id, text from source_passages",
        "select p.id, p.text, cast(a.embedding_config as text), l.agent_id from archival_passages p join archives a on a.id = "
            + "p.archive_id join archives_agents l on l.archive_id = a.id",
        "select id, user_id, status from jobs",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_of_every_table_survives_the_way_down_and_up_where_there_is_a_place_for_it()
    {
        await using var database = await engine.CreateAtAsync(Head);
        foreach (var rows in RowsOfHead.All)
            await database.ExecuteAsync(rows);
        await AssertEveryTableHasARowAsync(database);
        var before = await ReadAsync(database);
        Assert.Equal(Kept.Length, before.Count);

        await database.Runner().DowngradeAsync(Oldest, cancellationToken: Stop);
        var up = await database.Runner(options: new MigrationOptions { AcceptLoss = true }).UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(Head, up.To!.ForeignId);
        Same.Lines(before, await ReadAsync(database), "after the way down and up");
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database)
    {
        var lines = new List<string>();
        foreach (var query in Kept)
            lines.AddRange((await database.RowsAsync(query)).Select(row => $"{query}: {row}"));
        return lines;
    }

    private static async Task AssertEveryTableHasARowAsync(TestDatabase database)
    {
        foreach (var line in Golden.GoldenHead.Postgres.Where(l => l.StartsWith("table|", StringComparison.Ordinal)))
        {
            var table = line["table|".Length..];
            Assert.True(await database.ScalarAsync<int>($"select count(*) from {table}") > 0, table);
        }
    }
}

public sealed class SqliteWholeHistoryTests(SqliteEngine engine) : WholeHistorySpec(engine);

public sealed class PostgresWholeHistoryTests(PostgresEngine engine) : WholeHistorySpec(engine);

using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>All the way down with rows, and up again: no row is lost, and what only a person can tell is asked for.</summary>
public abstract class RoundTripSpec(TestEngine engine)
{
    private static readonly string[] Tables = ["agents", "block", "files", "jobs", "messages", "organizations", "passages", "sources", "users"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_survive_the_way_down_and_up_and_a_lost_user_is_asked_for()
    {
        await using var database = await engine.CreateAtAsync("d05669b60ebe");
        await database.ExecuteAsync("""
            insert into organizations (id, name) values ('org-1', 'One');
            insert into users (id, name, organization_id) values ('user-1', 'Ann', 'org-1');
            insert into agents (id, name, organization_id) values ('agent-1', 'a', 'org-1');
            insert into sources (id, name, organization_id, embedding_config) values ('source-1', 's', 'org-1', '{}');
            insert into sources_agents (agent_id, source_id) values ('agent-1', 'source-1');
            insert into files (id, source_id, organization_id) values ('file-1', 'source-1', 'org-1');
            insert into block (id, value, "limit", label, is_template, organization_id) values ('block-1', 'v', 9, 'human', false, 'org-1');
            insert into blocks_agents (agent_id, block_id, block_label) values ('agent-1', 'block-1', 'human');
            insert into jobs (id, user_id, status) values ('job-1', 'user-1', 'completed');
            insert into messages (id, agent_id, role, tool_calls, organization_id) values ('message-1', 'agent-1', 'user', '[]', 'org-1');
            insert into passages (id, text, agent_id, embedding_config, metadata_, created_at, organization_id)
              values ('passage-1', 't', 'agent-1', '{}', '{}', '2024-12-12 10:00:00', 'org-1')
            """);

        await database.Runner().DowngradeAsync("9a505cc7eca9", cancellationToken: Stop);
        await AssertOneRowEachAsync(database);
        var refused = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner().UpgradeAsync(cancellationToken: Stop));
        await database.ExecuteAsync("""
            update sources set user_id = 'user-1'; update files set user_id = 'user-1'; update block set user_id = 'user-1';
            update messages set user_id = 'user-1'; update passages set user_id = 'user-1'; update agents set user_id = 'user-1'
            """);
        await database.ExecuteAsync("update messages set created_at = '2024-12-12 10:00:00'");
        await database.Runner().UpgradeAsync(cancellationToken: Stop);

        Assert.Equal("""1 row of "sources" must not have NULL in "user_id": source-1.""", refused.What);
        await AssertOneRowEachAsync(database);
        Assert.Equal(["agent-1|source-1"], await database.RowsAsync("select agent_id, source_id from sources_agents"));
        Assert.Equal(["agent-1|human|v"], await database.RowsAsync("select l.agent_id, l.block_label, b.value from blocks_agents l join block b on b.id = l.block_id"));
    }

    private static async Task AssertOneRowEachAsync(TestDatabase database)
    {
        foreach (var table in Tables)
            Assert.True(await database.ScalarAsync<int>($"select count(*) from {table}") == 1, table);
    }
}

using Letta.Migrations.Errors;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

/// <summary>All the way down with rows, and up again: no row is lost, and what only a person can tell is asked for.</summary>
public abstract class RoundTripSpec(TestEngine engine)
{
    private const string Newest = "74f2ede29317";

    private static readonly string[] Tables = ["agents", "block", "files", "jobs", "messages", "organizations", "sources", "users"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_survive_the_way_down_and_up_and_a_lost_user_is_asked_for()
    {
        await using var database = await engine.CreateAtAsync(Newest);
        await database.ExecuteAsync("""
            insert into organizations (id, name, privileged_tools) values ('org-1', 'One', true);
            insert into users (id, name, organization_id) values ('user-1', 'Ann', 'org-1');
            insert into agents (id, name, organization_id, message_buffer_autoclear) values ('agent-1', 'a', 'org-1', false);
            insert into agents_tags (agent_id, tag) values ('agent-1', 't');
            insert into agent_environment_variables (id, key, value, organization_id, agent_id) values ('var-1', 'k', 'v', 'org-1', 'agent-1');
            insert into providers (id, name, organization_id) values ('provider-1', 'p', 'org-1');
            insert into sources (id, name, organization_id, embedding_config) values ('source-1', 's', 'org-1', '{}');
            insert into sources_agents (agent_id, source_id) values ('agent-1', 'source-1');
            insert into files (id, source_id, organization_id) values ('file-1', 'source-1', 'org-1');
            insert into block (id, value, "limit", label, is_template, organization_id) values ('block-1', 'v', 9, 'human', false, 'org-1');
            insert into block_history (id, label, value, "limit", block_id, sequence_number, organization_id)
              values ('block_hist-1', 'human', 'v', 9, 'block-1', 1, 'org-1');
            update block set current_history_entry_id = 'block_hist-1';
            insert into blocks_agents (agent_id, block_id, block_label) values ('agent-1', 'block-1', 'human');
            insert into jobs (id, user_id, status, job_type) values ('job-1', 'user-1', 'completed', 'run');
            insert into steps (id, job_id, organization_id, provider_id) values ('step-1', 'job-1', 'org-1', 'provider-1');
            insert into messages (id, agent_id, role, tool_calls, organization_id, step_id, content, group_id)
              values ('message-1', 'agent-1', 'user', '[]', 'org-1', 'step-1', '[{"type": "text", "text": "hello"}]', 'group-1');
            insert into job_messages (job_id, message_id) values ('job-1', 'message-1');
            insert into agent_passages (id, text, agent_id, embedding_config, metadata_, created_at, organization_id)
              values ('passage-1', 't', 'agent-1', '{}', '{}', '2024-12-12 10:00:00', 'org-1');
            insert into source_passages (id, text, source_id, file_id, embedding_config, metadata_, created_at, organization_id)
              values ('passage-2', 'u', 'source-1', 'file-1', '{}', '{}', '2024-12-12 10:00:00', 'org-1');
            insert into identities (id, identifier_key, name, identity_type, organization_id, properties) values ('identity-1', 'k', 'i', 'user', 'org-1', '[]');
            insert into identities_agents (identity_id, agent_id) values ('identity-1', 'agent-1');
            insert into identities_blocks (identity_id, block_id) values ('identity-1', 'block-1');
            insert into groups (id, description, manager_type, manager_agent_id, organization_id, agent_ids) values ('group-1', 'd', 'supervisor', 'agent-1', 'org-1', '[]');
            insert into groups_agents (group_id, agent_id) values ('group-1', 'agent-1');
            insert into groups_blocks (group_id, block_id) values ('group-1', 'block-1')
            """);

        await database.Runner().DowngradeAsync("9a505cc7eca9", cancellationToken: Stop);
        await AssertOneRowEachAsync(database);
        Assert.Equal(
            ["passage-1|agent-1|null", "passage-2|null|source-1"],
            await database.RowsAsync("select id, agent_id, source_id from passages order by id"));
        Assert.Equal("hello", await database.ScalarAsync<string>("select text from messages"));
        var refused = await Assert.ThrowsAsync<NeedsHumanException>(() => database.Runner().UpgradeAsync(Newest, cancellationToken: Stop));
        Assert.Equal("9a505cc7eca9", (await database.Runner().CurrentAsync(cancellationToken: Stop)).Current!.ForeignId);
        await database.ExecuteAsync("""
            update sources set user_id = 'user-1'; update files set user_id = 'user-1'; update block set user_id = 'user-1';
            update messages set user_id = 'user-1'; update passages set user_id = 'user-1'; update agents set user_id = 'user-1'
            """);
        await database.ExecuteAsync("update messages set created_at = '2024-12-12 10:00:00'");
        await database.Runner().UpgradeAsync(Newest, cancellationToken: Stop);

        Assert.Contains(
            """Revision cda66b6cb0d6: 1 row of "sources" must not have NULL in "user_id": source-1.""",
            refused.What,
            StringComparison.Ordinal);
        await AssertOneRowEachAsync(database);
        Assert.Equal(["agent-1|source-1"], await database.RowsAsync("select agent_id, source_id from sources_agents"));
        Assert.Equal(
            ["agent-1|human|v"],
            await database.RowsAsync("select l.agent_id, l.block_label, b.value from blocks_agents l join block b on b.id = l.block_id"));
        Assert.Equal(["passage-1|t|agent-1"], await database.RowsAsync("select id, text, agent_id from agent_passages"));
        Assert.Equal(["passage-2|u|source-1|file-1"], await database.RowsAsync("select id, text, source_id, file_id from source_passages"));
    }

    private static async Task AssertOneRowEachAsync(TestDatabase database)
    {
        foreach (var table in Tables)
            Assert.True(await database.ScalarAsync<int>($"select count(*) from {table}") == 1, table);
    }
}

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ProjectsOfBlocksSpec(TestEngine engine) : DataSpec(engine, "06fbbf65d4f1")
{
    [Fact]
    public async Task Blocks_and_groups_that_exist_stay_without_a_project()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations,
            "insert into agents (id, organization_id, message_buffer_autoclear, project_id) values ('agent-1', 'org-1', false, "
                + "'project-1')",
            """
            insert into block (id, label, value, "limit", is_template, read_only, organization_id) values ('block-1', 'human', 'h', 5000, false, false, 'org-1')
            """,
            "insert into blocks_agents (agent_id, block_id, block_label) values ('agent-1', 'block-1', 'human')",
            """
            insert into groups (id, description, manager_type, organization_id, agent_ids) values ('group-1', 'g', 'round_robin', 'org-1', '["agent-1"]')
            """,
            "insert into groups_agents (group_id, agent_id) values ('group-1', 'agent-1')");

        await AssertRowsAsync(database, "select id, project_id from block", "block-1|null");
        await AssertRowsAsync(database, "select id, project_id from groups", "group-1|null");
    }
}

public sealed class SqliteProjectsOfBlocksTests(SqliteEngine engine) : ProjectsOfBlocksSpec(engine);

public sealed class PostgresProjectsOfBlocksTests(PostgresEngine engine) : ProjectsOfBlocksSpec(engine);

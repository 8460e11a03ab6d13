using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class BlockLinksSpec(TestEngine engine) : DataSpec(engine, "038e68cdf0df")
{
    private static readonly string[] Rows =
    [
        RowsOf2025.Organizations,
        "insert into agents (id, organization_id, message_buffer_autoclear) values ('agent-1', 'org-1', false), ('agent-2', 'org-1', "
            + "false)",
        """
        insert into block (id, label, value, "limit", is_template, organization_id, read_only) values
            ('block-1', 'human', 'h', 5000, false, 'org-1', false), ('block-2', 'persona', 'p', 5000, false, 'org-1', false)
        """,
        """
        insert into blocks_agents (agent_id, block_id, block_label) values
            ('agent-1', 'block-1', 'human'), ('agent-1', 'block-2', 'persona'), ('agent-2', 'block-1', 'human')
        """,
    ];

    [Fact]
    public async Task Link_goes_with_its_agent_and_its_block_and_follows_the_label()
    {
        await using var database = await AfterAsync(Rows);

        await database.ExecuteAsync("update block set label = 'user' where id = 'block-1'");
        await database.ExecuteAsync("delete from agents where id = 'agent-2'");
        await database.ExecuteAsync("delete from block where id = 'block-2'");

        await AssertRowsAsync(database, "select agent_id, block_id, block_label from blocks_agents", "agent-1|block-1|user");
    }

    [Fact]
    public async Task Down_keeps_the_links()
    {
        await using var database = await AfterAsync(Rows);

        await DownAsync(database);

        await AssertRowsAsync(database, "select count(*) from blocks_agents", "3");
    }
}

public sealed class SqliteBlockLinksTests(SqliteEngine engine) : BlockLinksSpec(engine);

public sealed class PostgresBlockLinksTests(PostgresEngine engine) : BlockLinksSpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class AgentsSpec(TestEngine engine) : DataSpec(engine, "d05669b60ebe")
{
    private const string Agents = """
        insert into agents (id, user_id, name, tool_names) values
            ('agent-1', 'user-1', 'a', '["send_message", "search", "unknown", "ünï"]'), ('agent-2', 'user-3', 'a', '["search"]'),
            ('agent-3', 'user-2', 'c', null), ('agent-4', 'user-2', 'd', 'null'), ('agent-5', 'user-2', 'e', '[]')
        """;

    private const string Sources = """
        insert into sources (id, name, organization_id, embedding_config) values ('source-1', 's', 'org-1', '{}'), ('source-2', 't', 'org-2', '{}')
        """;

    private const string Blocks = """
        insert into block (id, label, value, "limit", is_template, organization_id) values
            ('block-1', 'human', 'h', 5000, false, 'org-1'), ('block-2', 'persona', 'p', 5000, false, 'org-1')
        """;

    private const string Tools = """
        insert into tools (id, name, organization_id, json_schema, tags, source_type, is_deleted) values
            ('tool-1', 'send_message', 'org-1', '{}', '[]', 'python', false), ('tool-2', 'search', 'org-1', '{}', '[]', 'python', true),
            ('tool-3', 'search', 'org-2', '{}', '[]', 'python', false), ('tool-4', 'ünï', 'org-1', '{}', '[]', 'python', false)
        """;

    [Fact]
    public async Task Agents_belong_to_the_organization_of_their_user()
    {
        await using var database = await AfterLossAsync(Organizations, Users, Agents);

        await AssertRowsAsync(
            database,
            "select id, name, organization_id, case when is_deleted then 'deleted' else 'live' end from agents order by id",
            "agent-1|a|org-1|live", "agent-2|a|org-2|live", "agent-3|c|org-1|live", "agent-4|d|org-1|live", "agent-5|e|org-1|live");
    }

    [Fact]
    public async Task Distinct_links_to_sources_are_carried_where_both_ends_exist()
    {
        await using var database = await AfterLossAsync(Organizations, Users, Agents, Sources, """
            insert into agent_source_mapping (id, user_id, agent_id, source_id) values
                ('1', 'user-1', 'agent-1', 'source-1'), ('2', 'user-2', 'agent-1', 'source-1'), ('3', 'user-1', 'agent-1', 'source-2'),
                ('4', 'user-1', 'agent-9', 'source-1'), ('5', 'user-1', 'agent-2', 'source-9'), ('6', 'user-9', 'agent-2', 'source-2')
            """);

        await AssertRowsAsync(
            database,
            "select agent_id, source_id from sources_agents order by 1, 2",
            "agent-1|source-1",
            "agent-1|source-2",
            "agent-2|source-2");
    }

    [Fact]
    public async Task Only_live_links_to_tags_blocks_and_tools_stay()
    {
        await using var database = await AfterLossAsync(
            Organizations, Users, Agents.Replace("send_message", "nothing", StringComparison.Ordinal), Blocks, Tools,
            "insert into agents_tags (agent_id, tag, id, organization_id, is_deleted) values ('agent-3', 'x', '1', 'org-1', false), "
                + "('agent-3', 'y', '2', 'org-1', true)",
            """
            insert into blocks_agents (agent_id, block_id, block_label, id, is_deleted) values
                ('agent-3', 'block-1', 'human', '1', false), ('agent-3', 'block-2', 'persona', '2', true)
            """,
            """
            insert into tools_agents (agent_id, tool_id, tool_name, id, is_deleted) values
                ('agent-3', 'tool-1', 'send_message', '1', false), ('agent-3', 'tool-2', 'search', '2', true), ('agent-5', 'tool-1', 'x', '3', true),
                ('agent-3', 'tool-2', 'other', '4', true)
            """);

        await AssertRowsAsync(database, "select agent_id, tag from agents_tags", "agent-3|x");
        await AssertRowsAsync(database, "select agent_id, block_id, block_label from blocks_agents", "agent-3|block-1|human");
        await AssertRowsAsync(database, "select agent_id, tool_id from tools_agents where agent_id > 'agent-2'", "agent-3|tool-1");
    }

    [Fact]
    public async Task Tool_names_become_links_to_live_tools_of_the_organization()
    {
        await using var database = await AfterLossAsync(
            Organizations,
            Users,
            Agents,
            Tools,
            "insert into tools_agents (agent_id, tool_id, tool_name, id) values ('agent-1', 'tool-1', 'send_message', '1')");

        await AssertRowsAsync(
            database, "select agent_id, tool_id from tools_agents order by 1, 2", "agent-1|tool-1", "agent-1|tool-4", "agent-2|tool-3");
    }

    [Fact]
    public async Task Link_to_a_tool_goes_with_the_tool_or_the_agent()
    {
        await using var database = await AfterLossAsync(Organizations, Users, Agents, Tools);

        await database.ExecuteAsync("delete from tools where id = 'tool-1'");
        await database.ExecuteAsync("delete from agents where id = 'agent-2'");

        await AssertRowsAsync(database, "select agent_id, tool_id from tools_agents", "agent-1|tool-4");
    }

    [Fact]
    public async Task Label_of_a_block_and_of_its_link_may_change_in_one_transaction()
    {
        await using var database = await AfterLossAsync(
            Organizations,
            Users,
            Agents,
            Blocks,
            "insert into blocks_agents (agent_id, block_id, block_label, id) values ('agent-1', 'block-1', 'human', '1')");
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        foreach (var sql in (string[])[
            "update block set label = 'user' where id = 'block-1'", "update blocks_agents set block_label = 'user'"
        ])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        await AssertRowsAsync(database, "select block_label from blocks_agents", "user");
    }

    [Fact]
    public async Task What_has_no_replacement_is_reported_at_once_and_lost_where_that_is_accepted()
    {
        await using var database = await BeforeAsync(
            Organizations, Users, Agents, Blocks, Tools, Sources,
            "insert into agents (id, user_id, name, tool_names) values ('agent-6', 'user-2', 'f', '{\"x\": 1}'), ('agent-7', 'user-2', "
                + "'g', '[null, \"old\"]')",
            "insert into agents_tags (agent_id, tag, id, organization_id, is_deleted) values ('agent-3', 'x', 'tag-1', 'org-1', false), "
                + "('agent-3', 'y', 'tag-2', 'org-1', true)",
            "insert into blocks_agents (agent_id, block_id, block_label, id, is_deleted) values ('agent-3', 'block-1', 'human', "
                + "'link-1', true)",
            """
            insert into tools_agents (agent_id, tool_id, tool_name, id, is_deleted) values
                ('agent-3', 'tool-2', 'search', 'link-2', true), ('agent-7', 'tool-1', 'old', 'link-3', false)
            """,
            """
            insert into agent_source_mapping (id, user_id, agent_id, source_id) values
                ('map-1', 'user-1', 'agent-1', 'source-1'), ('map-2', 'user-1', 'agent-1', 'source-1'), ('map-3', 'user-1', 'agent-9', 'source-1'),
                ('map-4', 'user-1', 'agent-1', 'source-9')
            """);

        await AssertLosesAsync(
            database,
            "agents",
            """Revision d05669b60ebe would lose links that are deleted, 1 row of "agents_tags" (tag-2): without their is_deleted they would come back to life; """
                + """and links that are deleted, 1 row of "blocks_agents" (link-1): without their is_deleted they would come back to life; """
                + """and links that are deleted, 1 row of "tools_agents" (link-2): without their is_deleted they would come back to life; """
                + """and links whose agent or source does not exist, 2 rows of "agent_source_mapping" (map-3, map-4): a link is between two that exist; """
                + """and names of tools that no live tool of the organization has, 2 rows of "agents" (agent-1, agent-6): a link needs a tool.""",
            "links that are deleted, 1 row of \"agents_tags\"",
            "links that are deleted, 1 row of \"blocks_agents\"",
            "links that are deleted, 1 row of \"tools_agents\"",
            "links whose agent or source does not exist, 2 rows of \"agent_source_mapping\"",
            "names of tools that no live tool of the organization has, 2 rows of \"agents\"");
    }

    [Fact]
    public async Task Agents_and_links_that_lose_nothing_go_through_in_silence()
    {
        await using var database = await BeforeAsync(
            Organizations, Users, Tools, Sources,
            "insert into agents (id, user_id, name, tool_names) values ('agent-1', 'user-1', 'a', '[\"send_message\", null]'), "
                + "('agent-2', 'user-1', 'b', null)",
            "insert into agent_source_mapping (id, user_id, agent_id, source_id) values ('map-1', 'user-9', 'agent-1', 'source-2')");

        var result = await UpAsync(database);

        Assert.Empty(result.Applied.Single().Losses);
    }

    [Fact]
    public async Task Agents_without_a_user_are_refused()
    {
        await using var database
            = await BeforeAsync(Organizations, Users, Agents, "insert into agents (id, user_id, name) values ('agent-9', 'user-9', 'z')");

        await AssertRefusedAsync(
            database,
            "agents",
            """1 row of "agents" must refer to an existing row of "users" by "user_id": agent-9.""",
            acceptLoss: true);
    }

    [Fact]
    public async Task Agents_of_one_name_in_an_organization_are_refused()
    {
        await using var database
            = await BeforeAsync(Organizations, Users, Agents, "insert into agents (id, user_id, name) values ('agent-6', 'user-2', 'a')");

        await AssertRefusedAsync(
            database,
            "agents",
            """2 rows of "agents" must not have the name of another agent of the same organization: agent-1, agent-6.""",
            acceptLoss: true);
    }

    [Fact]
    public async Task Tool_that_is_linked_twice_is_refused()
    {
        await using var database = await BeforeAsync(
            Organizations, Users, Agents, Tools,
            """
            insert into tools_agents (agent_id, tool_id, tool_name, id) values
                ('agent-1', 'tool-1', 'send_message', 'link-1'), ('agent-1', 'tool-1', 'renamed', 'link-2'), ('agent-1', 'tool-4', 'x', 'link-3')
            """);

        await AssertRefusedAsync(
            database,
            "tools_agents",
            """2 rows of "tools_agents" must not link a tool to an agent that another row links it to already: link-1, link-2.""",
            acceptLoss: true);
    }

    [Fact]
    public async Task Down_restores_links_names_and_users_that_something_still_tells()
    {
        await using var database = await AfterAsync(Organizations, Users, Blocks, Tools, Sources);
        await database.ExecuteAsync("""
            insert into agents (id, organization_id, name, _created_by_id) values
                ('agent-1', 'org-1', 'a', 'user-2'), ('agent-2', 'org-2', null, null), ('agent-3', 'org-2', null, null)
            """);
        await database.ExecuteAsync("insert into agents_tags (agent_id, tag) values ('agent-1', 'x'), ('agent-2', 'x')");
        await database.ExecuteAsync("insert into blocks_agents (agent_id, block_id, block_label) values ('agent-1', 'block-1', 'human')");
        await database.ExecuteAsync(
            "insert into tools_agents (agent_id, tool_id) values ('agent-1', 'tool-2'), ('agent-1', 'tool-3'), ('agent-1', 'tool-1')");
        await database.ExecuteAsync(
            "insert into sources_agents (agent_id, source_id) values ('agent-1', 'source-1'), ('agent-2', 'source-1')");

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, user_id, name, replace(cast(tool_names as text), ' ', '') from agents order by id",
            """agent-1|user-2|a|["search","search","send_message"]""", "agent-2|null|null|[]", "agent-3|null|null|[]");
        await AssertRowsAsync(
            database,
            "select agent_id, tag, organization_id, case when is_deleted then 'deleted' else 'live' end from agents_tags order by 1, 2",
            "agent-1|x|org-1|live", "agent-2|x|org-2|live");
        await AssertRowsAsync(database, "select agent_id, block_id, block_label from blocks_agents", "agent-1|block-1|human");
        await AssertRowsAsync(
            database, "select agent_id, tool_id, tool_name from tools_agents order by tool_id",
            "agent-1|tool-1|send_message", "agent-1|tool-2|search", "agent-1|tool-3|search tool-3");
        await AssertRowsAsync(
            database,
            "select user_id, agent_id, source_id from agent_source_mapping order by agent_id",
            "user-2|agent-1|source-1",
            "null|agent-2|source-1");
        Assert.True(await IsNullableAsync(database, "agents", "user_id"));
        Assert.True(await IsNullableAsync(database, "agents", "name"));
        Assert.True(await IsNullableAsync(database, "agent_source_mapping", "user_id"));
        Assert.Equal(2, await database.ScalarAsync<int>("select count(distinct id) from agents_tags where id like 'agents_tags-%'"));
    }

    [Fact]
    public async Task Down_and_up_again_loses_no_link()
    {
        await using var database = await AfterLossAsync(
            Organizations, Users, Agents, Tools, Sources, Blocks,
            "insert into agent_source_mapping (id, user_id, agent_id, source_id) values ('1', 'user-1', 'agent-1', 'source-1')",
            "insert into blocks_agents (agent_id, block_id, block_label, id) values ('agent-1', 'block-1', 'human', '1')");
        await database.ExecuteAsync(
            "update agents set _created_by_id = case when organization_id = 'org-1' then 'user-1' else 'user-3' end");
        const string Links = """
            select agent_id, tool_id from tools_agents union all select agent_id, source_id from sources_agents
            union all select agent_id, block_id from blocks_agents order by 1, 2
            """;
        var links = await database.RowsAsync(Links);

        await DownAsync(database);
        await UpAsync(database);

        Assert.Equal(5, links.Count);
        Assert.Equal(links, await database.RowsAsync(Links));
    }
}

public sealed class SqliteAgentsTests(SqliteEngine engine) : AgentsSpec(engine);

public sealed class PostgresAgentsTests(PostgresEngine engine) : AgentsSpec(engine);

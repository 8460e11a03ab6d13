using Letta.Migrations.Tests.Fixtures;
using SqliteFunctions = Letta.Migrations.Engines.Sqlite.SqliteFunctions;

namespace Letta.Migrations.Tests.History;

public abstract class MemorySpec(TestEngine engine) : DataSpec(engine, "5987401b40ae")
{
    private const string Links = """
        select l.agent_id, l.block_label, b.id, b.value, b."limit", b.organization_id, case when l.is_deleted then 'deleted' else 'live' end
        from blocks_agents l join block b on b.id = l.block_id and b.label = l.block_label order by l.agent_id, l.block_label
        """;

    private static string Agent(string id, string user, string? memory)
        => $"insert into agents (id, user_id, name, memory) values ('{id}', '{user}', '{id}', {(memory is null ? "null" : $"'{memory}'")})";

    private static string Block(string id, string label, string value, bool deleted = false)
        => $"""
            insert into block (id, label, value, "limit", is_template, organization_id, is_deleted)
            values ('{id}', '{label}', '{value}', 2000, false, 'org-1', {(deleted ? "true" : "false")})
            """;

    private static string Derived(string seed) => $"block-{SqliteFunctions.Uuid(seed)}";

    [Fact]
    public async Task Block_that_has_a_row_is_linked_with_the_value_of_the_row()
    {
        await using var database = await AfterAsync(
            Organizations, Users, Block("block-1", "human", "newest"),
            Agent(
                "agent-1",
                "user-1",
                """{"memory": {"human": {"id": "block-1", "label": "human", "value": "old", "limit": 5000}}, "prompt_template": ""}"""));

        await AssertRowsAsync(database, Links, "agent-1|human|block-1|newest|2000|org-1|live");
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from block"));
    }

    [Fact]
    public async Task Block_that_two_agents_share_is_linked_to_both()
    {
        const string Memory = """{"memory": {"human": {"id": "block-1", "value": "v"}}, "prompt_template": ""}""";
        await using var database = await AfterAsync(
            Organizations, Users, Block("block-1", "human", "v"), Agent("agent-1", "user-1", Memory), Agent("agent-2", "user-2", Memory));

        await AssertRowsAsync(database, Links, "agent-1|human|block-1|v|2000|org-1|live", "agent-2|human|block-1|v|2000|org-1|live");
    }

    [Fact]
    public async Task Block_without_a_row_gets_one_with_everything_that_the_memory_says()
    {
        await using var database = await AfterAsync(Organizations, Users, Agent("agent-1", "user-3", """
            {"memory": {"persona": {"id": "block-7", "value": "Ich bin „Ü\" 🙂\nand so on", "limit": 700, "template_name": "sam", "is_template": true,
             "label": "persona", "description": "who", "metadata_": {"a": [1, null]}, "created_by_id": "user-3", "last_updated_by_id": "user-2"}},
             "prompt_template": ""}
            """));

        await AssertRowsAsync(database, Links, "agent-1|persona|block-7|Ich bin „Ü\" 🙂\nand so on|700|org-2|live");
        await AssertRowsAsync(
            database,
            """
            select template_name, description, replace(cast(metadata_ as text), ' ', ''), case when is_template then 'template' else 'own' end,
                   case when is_deleted then 'deleted' else 'live' end, _created_by_id, _last_updated_by_id, case when created_at is null then 'undated' else 'dated' end
            from block
            """,
            """sam|who|{"a":[1,null]}|template|live|user-3|user-2|dated""");
    }

    [Fact]
    public async Task Older_memory_without_a_template_is_read_too()
    {
        await using var database = await AfterAsync(
            Organizations,
            Users,
            Agent(
                "agent-1",
                "user-1",
                """{"human": {"value": "h", "limit": 2000, "name": "cs_phd"}, "persona": {"value": null}, "empty": null}"""));

        await AssertRowsAsync(
            database, Links,
            $"agent-1|human|{Derived("agent-1/human/")}|h|2000|org-1|live",
            $"agent-1|persona|{Derived("agent-1/persona/")}||5000|org-1|live");
        await AssertRowsAsync(database, "select template_name from block where label = 'human'", "cs_phd");
    }

    [Fact]
    public async Task Oldest_memory_with_texts_for_blocks_is_read_too_and_a_long_text_keeps_its_length()
    {
        await using var database = await AfterAsync(
            Organizations, Users, Agent("agent-1", "user-1", $$"""{"human": "I am {}", "persona": "{{new string('x', 6000)}}"}"""));

        await AssertRowsAsync(
            database,
            """select block_label, length(b.value), b."limit" from blocks_agents l join block b on b.id = l.block_id order by 1""",
            "human|7|5000", "persona|6000|6000");
    }

    [Fact]
    public async Task Section_called_memory_is_a_block_where_there_is_no_template()
    {
        await using var database = await AfterAsync(Organizations, Users, Agent("agent-1", "user-1", """{"memory": {"value": "m"}}"""));

        await AssertRowsAsync(database, "select block_label from blocks_agents", "memory");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"memory": {}, "prompt_template": ""}""")]
    public async Task Agent_without_memory_has_no_blocks(string? memory)
    {
        await using var database
            = await AfterAsync(Organizations, Users, Agent("agent-1", "user-1", memory), Agent("agent-2", "user-1", null));

        await AssertRowsAsync(database, Links);
        await AssertRowsAsync(database, "select id from agents order by id", "agent-1", "agent-2");
    }

    [Fact]
    public async Task Block_whose_row_is_deleted_or_has_another_label_becomes_a_row_of_its_own()
    {
        await using var database = await AfterAsync(
            Organizations, Users, Block("block-1", "human", "gone", deleted: true), Block("block-2", "renamed", "other"),
            Agent(
                "agent-1",
                "user-1",
                """{"memory": {"human": {"id": "block-1", "value": "h"}, "persona": {"id": "block-2", "value": "p"}}, "prompt_template": ""}"""));

        await AssertRowsAsync(
            database, Links,
            $"agent-1|human|{Derived("agent-1/human/block-1")}|h|5000|org-1|live",
            $"agent-1|persona|{Derived("agent-1/persona/block-2")}|p|5000|org-1|live");
        await AssertRowsAsync(
            database, "select id, value from block where id in ('block-1', 'block-2') order by id", "block-1|gone", "block-2|other");
    }

    [Fact]
    public async Task Block_without_a_row_that_two_agents_name_becomes_a_copy_for_each()
    {
        await using var database = await AfterAsync(
            Organizations, Users,
            Agent("agent-1", "user-1", """{"human": {"id": "block-1", "value": "one"}}"""),
            Agent("agent-2", "user-3", """{"human": {"id": "block-1", "value": "two"}}"""));

        await AssertRowsAsync(
            database, Links,
            $"agent-1|human|{Derived("agent-1/human/block-1")}|one|5000|org-1|live",
            $"agent-2|human|{Derived("agent-2/human/block-1")}|two|5000|org-2|live");
    }

    [Fact]
    public async Task Link_that_is_there_stays_and_a_deleted_one_gives_way()
    {
        await using var database = await AfterAsync(
            Organizations, Users, Block("block-1", "human", "h"), Block("block-2", "persona", "p"), Block("block-3", "persona", "old"),
            Agent("agent-1", "user-1", """{"human": {"id": "block-1", "value": "h"}, "persona": {"id": "block-2", "value": "p"}}"""),
            """
            insert into blocks_agents (agent_id, block_id, block_label, id, is_deleted) values
                ('agent-1', 'block-1', 'human', 'link-1', false), ('agent-1', 'block-3', 'persona', 'link-2', true)
            """);

        await AssertRowsAsync(database, Links, "agent-1|human|block-1|h|2000|org-1|live", "agent-1|persona|block-2|p|2000|org-1|live");
        Assert.Equal(1, await database.ScalarAsync<int>("select count(*) from blocks_agents where id = 'link-1'"));
    }

    [Fact]
    public async Task Tools_become_tool_names_and_keep_their_values()
    {
        await using var database = await AfterAsync(
            Organizations,
            Users,
            "insert into agents (id, user_id, name, tools) values ('agent-1', 'user-1', 'a', '[\"send_message\", \"x\"]'), ('agent-2', "
                + "'user-1', 'b', null)");

        await AssertRowsAsync(
            database, "select id, cast(tool_names as text) from agents order by id", """agent-1|["send_message", "x"]""", "agent-2|null");
    }

    [Theory]
    [InlineData("""["human"]""")]
    [InlineData("\"human\"")]
    [InlineData("3")]
    [InlineData("""{"human": ["a"]}""")]
    [InlineData("""{"human": {"limit": 5}}""")]
    [InlineData("""{"human": {"value": 5}}""")]
    [InlineData("""{"human": {"value": "a", "limit": "many"}}""")]
    [InlineData("""{"human": {"value": "a", "limit": 2.5}}""")]
    [InlineData("""{"human": {"value": "a", "limit": 2147483648}}""")]
    [InlineData("""{"human": {"value": "a", "id": 7}}""")]
    [InlineData("""{"human": {"value": "a\u0000b"}}""")]
    [InlineData("""{"memory": {"human": 1}, "prompt_template": "x"}""")]
    public async Task Memory_that_cannot_be_read_as_blocks_is_refused(string memory)
    {
        await using var database = await BeforeAsync(
            Organizations, Users, Agent("agent-1", "user-1", """{"human": {"value": "a\\u0000b"}}"""), Agent("agent-2", "user-1", memory));

        await AssertRefusedAsync(
            database,
            "agents",
            """1 row of "agents" must have a "memory" that can be read as blocks, each with a text for its value and a whole number for its limit: agent-2.""",
            acceptLoss: true);
    }

    [Fact]
    public async Task Memory_of_an_agent_without_a_user_is_refused()
    {
        await using var database
            = await BeforeAsync(Organizations, Users, Agent("agent-1", "user-9", """{"human": "h"}"""), Agent("agent-2", "user-9", "{}"));

        await AssertRefusedAsync(
            database,
            "agents",
            """1 row of "agents" must belong to an existing user, whose organization their memory is carried to: agent-1.""");
    }

    [Fact]
    public async Task Link_that_contradicts_the_memory_is_refused()
    {
        await using var database = await BeforeAsync(
            Organizations, Users, Block("block-1", "human", "a"), Block("block-2", "human", "b"),
            Agent("agent-1", "user-1", """{"human": {"id": "block-1", "value": "a"}}"""),
            "insert into blocks_agents (agent_id, block_id, block_label, id) values ('agent-1', 'block-2', 'human', 'link-1')");

        await AssertRefusedAsync(
            database,
            "blocks_agents",
            """1 row of "blocks_agents" must not link another block than the agent's memory names under the same label: link-1.""");
    }

    [Fact]
    public async Task Templates_that_are_not_letta_s_own_are_lost_where_that_is_accepted()
    {
        const string Letta = """
            {% for block in memory.values() %}<{{ block.label }} characters=\"{{ block.value|length }}/{{ block.limit }}\">\n{{ block.value }}\n</{{ block.label }}>{% if not loop.last %}\n{% endif %}{% endfor %}
            """;
        await using var database = await BeforeAsync(
            Organizations,
            Users,
            Agent("agent-1", "user-1", $$"""{"memory": {}, "prompt_template": "{{Letta}}"}"""),
            Agent(
                "agent-2",
                "user-1",
                $$"""{"memory": {}, "prompt_template": "{{Letta.Replace("label", "name", StringComparison.Ordinal)}}"}"""),
            Agent("agent-3", "user-1", """{"memory": {"human": {"value": "h"}}, "prompt_template": "{{ mine }}"}"""),
            Agent("agent-4", "user-1", """{"memory": {}, "prompt_template": null}"""),
            Agent("agent-5", "user-1", """{"prompt_template": {"value": "a block of this name"}}"""),
            Agent("agent-6", "user-1", null));

        await AssertLosesAsync(
            database,
            "agents",
            """
            Revision 5987401b40ae would lose prompt templates of memories, 1 row of "agents" (agent-3): blocks have none, and Letta renders all agents' blocks alike.
            """,
            "prompt templates of memories, 1 row of \"agents\"");
    }

    [Fact]
    public async Task Down_writes_the_memory_again_and_up_finds_the_same_blocks()
    {
        await using var database = await AfterAsync(
            Organizations,
            Users,
            Block("block-1", "human", "hä\"y"),
            Agent("agent-1", "user-1", """{"human": {"id": "block-1", "value": "x"}, "persona": "p"}"""),
            Agent("agent-2", "user-1", null));
        var links = await database.RowsAsync(Links);

        await DownAsync(database);

        var memory = database is PostgresTestDatabase
            ? "select id, memory -> 'human' ->> 'value', memory -> 'persona' ->> 'value', memory -> 'human' ->> 'limit' from agents "
                + "order by id"
            : "select id, memory ->> '$.human.value', memory ->> '$.persona.value', memory ->> '$.human.limit' from agents order by id";
        await AssertRowsAsync(database, memory, "agent-1|hä\"y|p|2000", "agent-2|null|null|null");
        Assert.Equal("{}", await database.ScalarAsync<string>("select cast(memory as text) from agents where id = 'agent-2'"));
        await UpAsync(database);
        Assert.Equal(links, await database.RowsAsync(Links));
        Assert.Equal(2, await database.ScalarAsync<int>("select count(*) from block"));
    }
}

public sealed class SqliteMemoryTests(SqliteEngine engine) : MemorySpec(engine)
{
    [Fact]
    public async Task Memory_that_is_no_json_is_refused()
    {
        await using var database = await BeforeAsync(
            Organizations, Users, "insert into agents (id, user_id, name, memory) values ('agent-1', 'user-1', 'a', '{\"human\": ')");

        await AssertRefusedAsync(
            database,
            "agents",
            """1 row of "agents" must have a "memory" that can be read as blocks, each with a text for its value and a whole number for its limit: agent-1.""");
    }
}

public sealed class PostgresMemoryTests(PostgresEngine engine) : MemorySpec(engine);

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class MessageContentSpec(TestEngine engine) : DataSpec(engine, "2cceb07c2384")
{
    private const string Agent = "insert into agents (id, organization_id, message_buffer_autoclear) values ('agent-1', 'org-1', false)";

    [Theory]
    [InlineData("old", "null", "old")]
    [InlineData(null, """[{"type": "text", "text": "ünï \"🙂\""}]""", "ünï \"🙂\"")]
    [InlineData("old", """[{"type": "text", "text": "new"}]""", "new")]
    [InlineData("old", """[{"type": "image", "url": "x"}]""", "old")]
    [InlineData(
        null,
        """[{"type": "text", "text": "a"}, {"type": "image", "text": "x"}, 1, "b", null, ["c"], {"type": "text", "text": "d"}]""",
        "a\nd")]
    [InlineData(null, """[{"type": "text", "text": "escaped \\u0000"}]""", "escaped \\u0000")]
    [InlineData("old", "[]", "old")]
    [InlineData("old", """{"type": "text", "text": "x"}""", "old")]
    public async Task Down_puts_the_text_of_the_content_where_it_was(string? text, string content, string expected)
    {
        await using var database = await AfterAsync(Organizations, Agent);
        await database.ExecuteAsync($"""
            insert into messages (id, agent_id, role, tool_calls, organization_id, text, content)
            values ('message-1', 'agent-1', 'user', '[]', 'org-1', {(text is null ? "null" : $"'{text}'")}, '{content}')
            """);

        await DownAsync(database);

        await AssertRowsAsync(database, "select text from messages", expected);
    }

    [Fact]
    public async Task Text_without_content_stays_up_and_down()
    {
        await using var database = await AfterAsync(
            Organizations, Agent,
            "insert into messages (id, agent_id, role, tool_calls, organization_id, text) values ('message-1', 'agent-1', 'user', '[]', "
                + "'org-1', 'a'), ('message-2', 'agent-1', 'user', '[]', 'org-1', null)");
        await AssertRowsAsync(database, "select text, content from messages order by id", "a|null", "null|null");

        await DownAsync(database);

        await AssertRowsAsync(database, "select text from messages order by id", "a", "null");
    }
}

public sealed class SqliteMessageContentTests(SqliteEngine engine) : MessageContentSpec(engine);

public sealed class PostgresMessageContentTests(PostgresEngine engine) : MessageContentSpec(engine)
{
    [Fact]
    public async Task Nul_in_a_content_does_not_stop_the_way_back()
    {
        await using var database = await AfterAsync(Organizations, """
            insert into agents (id, organization_id, message_buffer_autoclear) values ('agent-1', 'org-1', false);
            insert into messages (id, agent_id, role, tool_calls, organization_id) values ('message-1', 'agent-1', 'user', '[]', 'org-1')
            """);
        await database.ExecuteAsync(
            """update messages set content = '[{"type": "text", "text": "a\u0000b \ud83d"}, {"type": "\u0000"}]'""");

        await DownAsync(database);

        await AssertRowsAsync(database, "select text from messages", "a�b �");
    }
}

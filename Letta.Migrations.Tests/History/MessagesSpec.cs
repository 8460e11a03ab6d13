using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class MessagesSpec(TestEngine engine) : DataSpec(engine, "95badb46fdf9")
{
    private const string Agents = "insert into agents (id, user_id, name) values ('agent-1', 'user-1', 'a'), ('agent-2', 'user-3', 'b')";

    [Fact]
    public async Task Messages_belong_to_the_organization_of_their_user()
    {
        await using var database = await AfterAsync(Organizations, Users, Agents, """
            insert into messages (id, user_id, agent_id, role, text, tool_calls, created_at) values
                ('message-1', 'user-1', 'agent-1', 'user', 'häl"lo', '[]', '2024-12-01 10:00:00+00:00'),
                ('message-2', 'user-3', 'agent-2', 'tool', null, 'null', '2024-12-01 10:00:01+00:00')
            """);

        await AssertRowsAsync(
            database,
            "select id, organization_id, agent_id, role, text, cast(tool_calls as text) from messages order by id",
            "message-1|org-1|agent-1|user|häl\"lo|[]", "message-2|org-2|agent-2|tool|null|null");
        Assert.Equal(2, await database.ScalarAsync<int>("select count(tool_calls) from messages"));
    }

    [Theory]
    [InlineData(
        "'user-9', 'agent-1', '[]', '2024-12-01'",
        """1 row of "messages" must refer to an existing row of "users" by "user_id": message-9.""")]
    [InlineData(
        "'user-1', 'agent-9', '[]', '2024-12-01'",
        """1 row of "messages" must refer to an existing row of "agents" by "agent_id": message-9.""")]
    [InlineData("'user-1', 'agent-1', null, '2024-12-01'", """1 row of "messages" must not have NULL in "tool_calls": message-9.""")]
    [InlineData("'user-1', 'agent-1', '[]', null", """1 row of "messages" must not have NULL in "created_at": message-9.""")]
    public async Task Message_that_cannot_be_moved_is_refused(string values, string what)
    {
        await using var database = await BeforeAsync(
            Organizations, Users, Agents,
            $"insert into messages (id, role, user_id, agent_id, tool_calls, created_at) values ('message-9', 'user', {values})");

        await AssertRefusedAsync(database, "messages", what);
    }

    [Fact]
    public async Task Down_keeps_every_message_and_restores_the_user_that_it_names()
    {
        await using var database = await AfterAsync(Organizations, Users, Agents);
        await database.ExecuteAsync("""
            insert into messages (id, organization_id, agent_id, role, tool_calls, created_at, _created_by_id) values
                ('message-1', 'org-1', 'agent-1', 'user', '[]', '2024-12-01', 'user-2'), ('message-2', 'org-1', 'agent-1', 'user', '[]', '2024-12-01', null)
            """);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id, user_id from messages order by id", "message-1|user-2", "message-2|null");
    }
}

public sealed class SqliteMessagesTests(SqliteEngine engine) : MessagesSpec(engine);

public sealed class PostgresMessagesTests(PostgresEngine engine) : MessagesSpec(engine);

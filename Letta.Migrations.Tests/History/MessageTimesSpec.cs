using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class MessageTimesSpec(TestEngine engine) : DataSpec(engine, "e1a625072dbf")
{
    private const string Agents = "insert into agents (id, user_id, name) values ('agent-1', 'user-1', 'a'), ('agent-2', 'user-3', 'b')";

    private const string Message
        = "insert into messages (id, organization_id, agent_id, role, tool_calls, created_at) values ('message-1', 'org-1', 'agent-1', "
            + "'user', '[]', '2024-12-01')";

    private const string Timeless
        = "insert into messages (id, organization_id, agent_id, role, tool_calls) values ('message-2', 'org-1', 'agent-1', 'user', '[]')";

    [Fact]
    public async Task Down_keeps_a_message_without_a_time_and_stays_nullable()
    {
        await using var database = await AfterAsync(Organizations, Users, Agents, Message);
        await database.ExecuteAsync(Timeless);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id from messages order by id", "message-1", "message-2");
        Assert.True(await IsNullableAsync(database, "messages", "created_at"));
    }

    [Fact]
    public async Task Down_asks_for_a_time_again_where_every_message_has_one()
    {
        await using var database = await AfterAsync(Organizations, Users, Agents, Message);

        await DownAsync(database);

        Assert.False(await IsNullableAsync(database, "messages", "created_at"));
    }
}

public sealed class SqliteMessageTimesTests(SqliteEngine engine) : MessageTimesSpec(engine);

public sealed class PostgresMessageTimesTests(PostgresEngine engine) : MessageTimesSpec(engine);

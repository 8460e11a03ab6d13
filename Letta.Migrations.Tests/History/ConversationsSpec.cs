using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class ConversationsSpec(TestEngine engine) : DataSpec(engine, "27de0f58e076")
{
    private static readonly string[] Rows =
    [
        RowsOf2025.Organizations,
        "insert into agents (id, organization_id, message_buffer_autoclear) values ('agent-1', 'org-1', false)",
        "insert into runs (id, status, agent_id, organization_id) values ('run-1', 'completed', 'agent-1', 'org-1')",
        """
        insert into messages (id, agent_id, organization_id, role, tool_calls, sequence_id, run_id) values
            ('message-1', 'agent-1', 'org-1', 'user', '[]', 1, 'run-1'), ('message-2', 'agent-1', 'org-1', 'user', '[]', 2, null)
        """,
    ];

    private const string All = "select id, run_id from messages union all select id, agent_id from runs order by 1";

    [Fact]
    public async Task Messages_and_runs_stay_when_their_conversation_goes()
    {
        await using var database = await AfterAsync(Rows);
        await WithConversationAsync(database);

        await database.ExecuteAsync("delete from conversations");

        await AssertRowsAsync(
            database, "select conversation_id from messages union all select conversation_id from runs", "null", "null", "null");
        await AssertRowsAsync(database, All, "message-1|run-1", "message-2|null", "run-1|agent-1");
    }

    [Fact]
    public async Task Down_keeps_messages_and_runs()
    {
        await using var database = await AfterAsync(Rows);
        await WithConversationAsync(database);

        await DownAsync(database);

        await AssertRowsAsync(database, All, "message-1|run-1", "message-2|null", "run-1|agent-1");
    }

    private static async Task WithConversationAsync(TestDatabase database)
    {
        await database.ExecuteAsync(
            "insert into conversations (id, agent_id, organization_id) values ('conversation-1', 'agent-1', 'org-1')");
        await database.ExecuteAsync("update messages set conversation_id = 'conversation-1' where id = 'message-1'");
        await database.ExecuteAsync("update runs set conversation_id = 'conversation-1'");
    }
}

public sealed class SqliteConversationsTests(SqliteEngine engine) : ConversationsSpec(engine);

public sealed class PostgresConversationsTests(PostgresEngine engine) : ConversationsSpec(engine);

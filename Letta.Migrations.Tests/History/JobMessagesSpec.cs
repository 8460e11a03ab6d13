using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class JobMessagesSpec(TestEngine engine) : DataSpec(engine, "25fc99e97839")
{
    private const string Linked = """
        insert into jobs (id, user_id, status, job_type) values ('job-1', 'user-1', 'created', 'job');
        insert into agents (id, organization_id) values ('agent-1', 'org-1');
        insert into messages (id, agent_id, role, tool_calls, organization_id) values ('message-1', 'agent-1', 'user', '[]', 'org-1');
        insert into job_messages (id, job_id, message_id) values (1, 'job-1', 'message-1')
        """;

    [Fact]
    public async Task Link_to_a_message_goes_with_the_message()
    {
        await using var database = await AfterAsync(Organizations, Users, Linked);
        await AssertRowsAsync(database, "select message_id from job_messages", "message-1");

        await database.ExecuteAsync("delete from messages");

        await AssertRowsAsync(database, "select message_id from job_messages");
    }

    [Fact]
    public async Task Links_to_messages_that_do_not_exist_are_refused_deleted_ones_too()
    {
        await using var database = await BeforeAsync(
            Organizations,
            Users,
            Linked,
            "insert into job_messages (id, job_id, message_id, is_deleted) values (2, 'job-1', 'message-8', true), (3, 'job-1', "
                + "'message-9', false)");

        await AssertRefusedAsync(
            database, "job_messages", """2 rows of "job_messages" must refer to an existing row of "messages" by "message_id": 2, 3.""");
    }
}

public sealed class SqliteJobMessagesTests(SqliteEngine engine) : JobMessagesSpec(engine);

public sealed class PostgresJobMessagesTests(PostgresEngine engine) : JobMessagesSpec(engine);

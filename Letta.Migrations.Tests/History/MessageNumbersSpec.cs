using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class MessageNumbersSpec(TestEngine engine) : DataSpec(engine, "e991d2e3b428")
{
    protected const string Messages = """
        insert into messages (id, agent_id, organization_id, role, tool_calls, created_at, is_deleted) values
            ('message-a', 'agent-1', 'org-1', 'user', '[]', null, false),
            ('message-b', 'agent-1', 'org-1', 'user', '[]', '2024-12-24 10:00:00', false),
            ('message-c', 'agent-3', 'org-2', 'user', '[]', '2025-01-01 10:00:00', true),
            ('message-d', 'agent-3', 'org-2', 'user', '[]', '2024-12-24 09:59:59', false),
            ('message-e', 'agent-1', 'org-1', 'user', '[]', null, false),
            ('message-0', 'agent-3', 'org-2', 'user', '[]', '2024-12-24 10:00:00', false)
        """;

    private const string Numbers = "select id, sequence_id from messages order by sequence_id";

    [Fact]
    public async Task Messages_are_numbered_by_time_then_id_and_those_without_a_time_are_the_last()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, FileRows.Agents, Messages);

        await AssertRowsAsync(
            database, Numbers, "message-d|1", "message-0|2", "message-b|3", "message-c|4", "message-a|5", "message-e|6");
        Assert.False(await IsNullableAsync(database, "messages", "sequence_id"));
    }

    [Fact]
    public async Task Down_and_up_again_numbers_the_messages_anew()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, FileRows.Agents, Messages);
        await database.ExecuteAsync("update messages set sequence_id = 100 where id = 'message-d'");
        await database.ExecuteAsync("delete from messages where id = 'message-0'");

        await DownAsync(database);
        await UpAsync(database);

        await AssertRowsAsync(database, Numbers, "message-d|1", "message-b|2", "message-c|3", "message-a|4", "message-e|5");
    }
}

public sealed class SqliteMessageNumbersTests(SqliteEngine engine) : MessageNumbersSpec(engine);

public sealed class PostgresMessageNumbersTests(PostgresEngine engine) : MessageNumbersSpec(engine)
{
    [Theory]
    [InlineData(Messages, 7)]
    [InlineData("select 1", 1)]
    public async Task The_next_message_gets_the_next_number(string messages, int next)
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, FileRows.Agents, messages);

        await database.ExecuteAsync(
            "insert into messages (id, agent_id, organization_id, role, tool_calls) values ('message-9', 'agent-1', 'org-1', 'user', "
                + "'[]')");

        Assert.Equal(next, await database.ScalarAsync<int>("select sequence_id from messages where id = 'message-9'"));
    }
}

using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class MessagesOfJobsSpec(TestEngine engine) : DataSpec(engine, "7f652fdd3dba")
{
    [Fact]
    public async Task Down_leaves_a_message_the_first_of_its_links_that_is_not_deleted()
    {
        await using var database = await AfterAsync(
            Organizations,
            Users,
            "insert into jobs (id, user_id, status, job_type) values ('job-1', 'user-1', 'created', 'job'), ('job-2', 'user-1', "
                + "'created', 'job')");
        await database.ExecuteAsync("""
            insert into job_messages (id, job_id, message_id, is_deleted) values
                (1, 'job-1', 'message-1', true), (2, 'job-2', 'message-1', false), (3, 'job-1', 'message-2', false), (4, 'job-2', 'message-2', false),
                (5, 'job-1', 'message-3', true)
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database,
            "select id, job_id, message_id from job_messages order by id",
            "2|job-2|message-1",
            "3|job-1|message-2",
            "5|job-1|message-3");
    }
}

public sealed class SqliteMessagesOfJobsTests(SqliteEngine engine) : MessagesOfJobsSpec(engine);

public sealed class PostgresMessagesOfJobsTests(PostgresEngine engine) : MessagesOfJobsSpec(engine);

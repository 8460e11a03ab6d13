using Letta.Migrations.Engines.Sqlite;
using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class StepsSpec(TestEngine engine) : DataSpec(engine, "416b9d2db10b")
{
    private const string Jobs = """
        insert into jobs (id, user_id, status, job_type) values ('job-1', 'user-1', 'created', 'job'), ('job-2', 'user-3', 'completed', 'job')
        """;

    private const string Steps = """
        select id, job_id, completion_tokens, prompt_tokens, total_tokens, case when is_deleted then 'deleted' else 'live' end, _created_by_id
        from steps order by total_tokens
        """;

    private const string Own = "step-01234567-89ab-4cde-8f01-23456789abcd";

    [Fact]
    public async Task Statistics_become_steps_with_every_value()
    {
        await using var database = await AfterAsync(Organizations, Users, Jobs, """
            insert into job_usage_statistics (id, job_id, completion_tokens, prompt_tokens, total_tokens, step_count, is_deleted, _created_by_id, created_at) values
                (1, 'job-1', 1, 2, 3, 1, false, 'user-1', '2025-01-10 10:00:00'), (2, 'job-1', 4, 5, 9, 0, true, null, '2025-01-10 10:00:00'),
                (7, 'job-2', 6, 7, 13, 1, false, null, '2025-01-10 10:00:00')
            """);

        await AssertRowsAsync(
            database, Steps,
            $"step-{SqliteFunctions.Uuid("job-1/1")}|job-1|1|2|3|live|user-1",
            $"step-{SqliteFunctions.Uuid("job-1/2")}|job-1|4|5|9|deleted|null",
            $"step-{SqliteFunctions.Uuid("job-2/7")}|job-2|6|7|13|live|null");
        Assert.Equal(3, await database.ScalarAsync<int>("select count(*) from steps where created_at = '2025-01-10 10:00:00'"));
    }

    [Fact]
    public async Task Row_that_names_its_step_keeps_the_id()
    {
        await using var database = await AfterAsync(
            Organizations,
            Users,
            Jobs,
            $"insert into job_usage_statistics (id, job_id, step_id, total_tokens) values (1, 'job-1', '{Own}', 3)");

        await AssertRowsAsync(database, Steps, $"{Own}|job-1|0|0|3|live|null");
    }

    [Fact]
    public async Task Names_that_are_no_ids_of_steps_and_numbers_of_steps_are_lost_only_where_that_is_accepted()
    {
        await using var database = await BeforeAsync(Organizations, Users, Jobs, $"""
            insert into job_usage_statistics (id, job_id, step_id, step_count) values
                (1, 'job-1', 'x', 0), (2, 'job-1', '{Own}', 1), (3, 'job-2', '{Own}', 1), (4, 'job-2', null, 5)
            """);

        await AssertLosesAsync(
            database,
            "job_usage_statistics",
            "Revision 416b9d2db10b would lose names of steps, 3 rows of \"job_usage_statistics\" (1, 2, 3): the id of a step is "
                + "\"step-\" and a UUID, and is its own; "
                + "and numbers of steps, 1 row of \"job_usage_statistics\" (4): each row counts as one step from now on.",
            "names of steps, 3 rows of \"job_usage_statistics\"",
            "numbers of steps, 1 row of \"job_usage_statistics\"");

        Assert.Equal(4, await database.ScalarAsync<int>("select count(*) from steps where id like 'step-%'"));
    }

    [Fact]
    public async Task Step_stays_when_its_job_goes()
    {
        await using var database = await AfterAsync(
            Organizations, Users, Jobs, "insert into job_usage_statistics (id, job_id, total_tokens) values (1, 'job-1', 3)");

        await database.ExecuteAsync("delete from jobs where id = 'job-1'");

        await AssertRowsAsync(database, "select job_id, total_tokens from steps", "null|3");
    }

    [Fact]
    public async Task Down_keeps_every_step_with_the_next_numbers_and_up_again_gives_the_same_steps()
    {
        await using var database = await AfterAsync(Organizations, Users, Jobs);
        await database.ExecuteAsync("""
            insert into steps (id, job_id, total_tokens, created_at, is_deleted, model) values
                ('step-22222222-2222-4222-8222-222222222222', 'job-1', 1, '2025-01-02 10:00:00', false, 'gpt'),
                ('step-11111111-1111-4111-8111-111111111111', 'job-2', 2, '2025-01-01 10:00:00', true, null),
                ('step-33333333-3333-4333-8333-333333333333', 'job-2', 3, null, false, null)
            """);

        await DownAsync(database);

        await AssertRowsAsync(
            database, "select id, job_id, step_id, step_count, total_tokens from job_usage_statistics order by id",
            "1|job-2|step-11111111-1111-4111-8111-111111111111|1|2",
            "2|job-1|step-22222222-2222-4222-8222-222222222222|1|1",
            "3|job-2|step-33333333-3333-4333-8333-333333333333|1|3");
        Assert.False(await IsNullableAsync(database, "job_usage_statistics", "job_id"));
        await database.ExecuteAsync("insert into job_usage_statistics (job_id, total_tokens) values ('job-1', 9)");
        await AssertRowsAsync(database, "select id from job_usage_statistics where total_tokens = 9", "4");
        await UpAsync(database);
        await AssertRowsAsync(
            database, Steps,
            "step-22222222-2222-4222-8222-222222222222|job-1|0|0|1|live|null",
            "step-11111111-1111-4111-8111-111111111111|job-2|0|0|2|deleted|null",
            "step-33333333-3333-4333-8333-333333333333|job-2|0|0|3|live|null",
            $"step-{SqliteFunctions.Uuid("job-1/4")}|job-1|0|0|9|live|null");
    }

    [Fact]
    public async Task Down_keeps_a_step_without_a_job_and_the_messages_of_steps()
    {
        await using var database = await AfterAsync(Organizations, Users, Jobs);
        await database.ExecuteAsync("""
            insert into steps (id, job_id, total_tokens) values ('step-1', null, 5);
            insert into agents (id, organization_id) values ('agent-1', 'org-1');
            insert into messages (id, agent_id, role, tool_calls, organization_id, step_id) values ('message-1', 'agent-1', 'user', '[]', 'org-1', 'step-1')
            """);

        await DownAsync(database);

        await AssertRowsAsync(database, "select id, job_id, step_id, total_tokens from job_usage_statistics", "1|null|step-1|5");
        await AssertRowsAsync(database, "select id from messages", "message-1");
        Assert.True(await IsNullableAsync(database, "job_usage_statistics", "job_id"));
        await UpAsync(database, acceptLoss: true);
        await AssertRowsAsync(database, "select job_id, total_tokens from steps", "null|5");
    }
}

public sealed class SqliteStepsTests(SqliteEngine engine) : StepsSpec(engine);

public sealed class PostgresStepsTests(PostgresEngine engine) : StepsSpec(engine);

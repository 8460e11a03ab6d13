using Letta.Migrations.Tests.Fixtures;

namespace Letta.Migrations.Tests.History;

public abstract class RunsSpec(TestEngine engine) : DataSpec(engine, "567e9fe06270")
{
    private const string Agents = """
        insert into agents (id, name, organization_id, project_id, is_deleted, message_buffer_autoclear) values
            ('agent-1', 'a', 'org-1', 'project-1', false, false), ('agent-2', 'b', 'org-1', null, false, false),
            ('agent-3', 'c', 'org-2', null, true, false)
        """;

    /// <summary>
    /// 1 and 2 as Letta writes them, 3 without an organization; 4 and 5 older than agents_runs; 6 of no agent at all; the last two are no
    /// runs.
    /// </summary>
    private const string Jobs = """
        insert into jobs (
            id, user_id, organization_id, status, job_type, completed_at, stop_reason, background, metadata_, request_config, callback_url,
            callback_sent_at, callback_status_code, callback_error, ttft_ns, total_duration_ns, created_at, updated_at, is_deleted, _created_by_id,
            _last_updated_by_id) values
        ('run-1', 'user-1', 'org-1', 'completed', 'run', '2025-09-20 10:00:00', 'end_turn', true, '{"ü":  "\u0000"}', '{"use_assistant_message": true}',
         'https://x/', '2025-09-20 10:00:01', 200, 'é', 12345678901, 98765432101, '2025-09-19 10:00:00+00:00', '2025-09-20 10:00:00+00:00', false,
         'user-2', 'user-2'),
        ('run-2', 'user-1', 'org-1', 'pending', 'run', null, null, false, null, null, null, null, null, null, null, null, '2025-09-19 11:00:00+00:00',
         '2025-09-19 11:00:00+00:00', true, 'user-1', null),
        ('run-3', 'user-3', null, 'expired', 'run', null, null, null, 'null', null, null, null, null, null, null, null, null, null, false, null, null),
        ('run-4', 'user-1', 'org-1', 'cancelled', 'run', null, null, null, null, null, null, null, null, null, null, null, null, null, false, null, null),
        ('run-5', 'user-1', 'org-1', 'not_started', 'run', null, null, null, null, null, null, null, null, null, null, null, null, null, false, null, null),
        ('run-6', 'user-1', 'org-1', 'failed', 'run', null, null, null, null, null, null, null, null, null, null, null, null, null, false, null, null),
        ('job-7', 'user-1', 'org-1', 'completed', 'job', null, null, null, null, null, null, null, null, null, null, null, null, null, false, null, null),
        ('job-8', 'user-1', 'org-1', 'completed', 'batch', null, null, null, null, null, null, null, null, null, null, null, null, null, false, null, null)
        """;

    private const string Links
        = "insert into agents_runs (agent_id, run_id) values ('agent-1', 'run-1'), ('agent-1', 'run-2'), ('agent-3', 'run-3')";

    private const string Messages = """
        insert into messages (id, agent_id, organization_id, role, tool_calls, is_deleted, sequence_id, created_at) values
            ('message-1', 'agent-1', 'org-1', 'user', '[]', false, 1, '2025-09-19 10:00:00+00:00'),
            ('message-2', 'agent-2', 'org-1', 'user', '[]', true, 2, '2025-09-19 10:00:01+00:00'),
            ('message-3', 'agent-1', 'org-1', 'user', '[]', false, 3, '2025-09-19 10:00:02+00:00'),
            ('message-4', 'agent-2', 'org-1', 'user', '[]', false, 4, null)
        """;

    private const string Steps = """
        insert into steps (id, agent_id, job_id) values
            ('step-1', 'agent-1', 'run-1'), ('step-2', 'agent-2', 'run-5'), ('step-3', 'agent-1', null), ('step-4', 'agent-9', 'run-1')
        """;

    private const string Metrics
        = "insert into step_metrics (id, agent_id, job_id) values ('step-1', 'agent-1', 'run-1'), ('step-3', 'agent-1', null)";

    /// <summary>A second agent; a job that is no run; a second run; a deleted link; jobs of which no agent is known.</summary>
    private static readonly string[] LostLinks =
    [
        "insert into agents_runs (agent_id, run_id) values ('agent-2', 'run-2')",
        """
        insert into job_messages (id, job_id, message_id, is_deleted) values
            (1, 'job-8', 'message-1', false), (2, 'run-2', 'message-1', false), (3, 'run-1', 'message-1', false), (4, 'run-1', 'message-3', true)
        """,
        "insert into steps (id, agent_id, job_id) values ('step-5', 'agent-1', 'job-8'), ('step-6', 'agent-9', 'run-6'), ('step-7', "
            + "null, 'run-6')",
        "insert into step_metrics (id, agent_id, job_id) values ('step-5', 'agent-1', 'job-8')",
    ];

    [Fact]
    public async Task Job_becomes_a_run_of_its_agent_with_everything_it_held()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Users, Agents, Jobs, Links);

        await AssertRowsAsync(
            database,
            """
            select id, agent_id, organization_id, project_id, stop_reason, case when background then 'in the background' end, cast(metadata_ as text),
                   cast(request_config as text), callback_url, callback_status_code, callback_error, ttft_ns, total_duration_ns,
                   case when is_deleted then 'deleted' else 'live' end, _created_by_id, _last_updated_by_id
            from runs order by id
            """,
            """run-1|agent-1|org-1|project-1|end_turn|in the background|{"ü":  "\u0000"}|{"use_assistant_message": true}|https://x/|200|é|12345678901|98765432101|live|user-2|user-2""",
            "run-2|agent-1|org-1|project-1|null|null|null|null|null|null|null|null|null|deleted|user-1|null",
            "run-3|agent-3|org-2|null|null|null|null|null|null|null|null|null|null|live|user-3|null");
        await AssertRowsAsync(
            database,
            "select 1 from runs r join jobs j on j.id = r.id where r.completed_at = j.completed_at and r.callback_sent_at = "
                + "j.callback_sent_at and r.created_at = j.created_at",
            "1");
        await AssertRowsAsync(database, "select count(*) from jobs", "8");
    }

    [Fact]
    public async Task Job_that_is_older_than_agents_runs_becomes_a_run_of_the_agent_that_its_messages_or_steps_tell()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations, Users, Agents, Jobs, Links, Messages, Steps,
            "insert into job_messages (id, job_id, message_id) values (7, 'run-4', 'message-1'), (6, 'run-4', 'message-2')");

        await AssertRowsAsync(
            database, "select id, agent_id, status from runs order by id",
            "run-1|agent-1|completed", "run-2|agent-1|created", "run-3|agent-3|failed", "run-4|agent-2|cancelled", "run-5|agent-2|created");
    }

    [Fact]
    public async Task Messages_and_steps_know_the_run_they_were_linked_to()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations, Users, Agents, Jobs, Links, Messages, Steps, Metrics,
            "insert into job_messages (job_id, message_id) values ('run-1', 'message-1'), ('run-1', 'message-2'), ('run-2', 'message-3')");

        await AssertRowsAsync(
            database,
            "select id, run_id from messages order by id",
            "message-1|run-1",
            "message-2|run-1",
            "message-3|run-2",
            "message-4|null");
        await AssertRowsAsync(
            database, "select id, run_id from steps order by id", "step-1|run-1", "step-2|run-5", "step-3|null", "step-4|run-1");
        await AssertRowsAsync(database, "select id, run_id from step_metrics order by id", "step-1|run-1", "step-3|null");
    }

    [Fact]
    public async Task Links_that_a_run_cannot_hold_are_reported_before_anything_changes()
    {
        await using var database = await BeforeAsync([RowsOf2025.Organizations, Users, Agents, Jobs, Links, Messages, Steps, .. LostLinks]);

        await AssertLosesAsync(
            database,
            "job_messages",
            """
            Revision 567e9fe06270 would lose links of a job to a second agent, 1 row of "agents_runs" (run-2): a run has one agent; and
             links of messages to jobs that are no runs of agents, second links of a message, and deleted ones, 3 rows of "job_messages" (1, 3, 4): a message is in one run; and
             links to jobs that are no runs of agents, 3 rows of "steps" (step-5, step-6, step-7): a step is of a run; and
             links to jobs that are no runs of agents, 1 row of "step_metrics" (step-5): a step is of a run.
            """.ReplaceLineEndings(""),
            "links of a job to a second agent, 1 row of \"agents_runs\"",
            "links of messages to jobs that are no runs of agents, second links of a message, and deleted ones, 3 rows of \"job_messages\"",
            "links to jobs that are no runs of agents, 3 rows of \"steps\"",
            "links to jobs that are no runs of agents, 1 row of \"step_metrics\"");
    }

    [Fact]
    public async Task Run_has_its_first_agent_and_a_message_its_first_run()
    {
        await using var database
            = await AfterLossAsync([RowsOf2025.Organizations, Users, Agents, Jobs, Links, Messages, Steps, .. LostLinks]);

        await AssertRowsAsync(database, "select agent_id from runs where id = 'run-2'", "agent-1");
        await AssertRowsAsync(
            database,
            "select id, run_id from messages order by id",
            "message-1|run-2",
            "message-2|null",
            "message-3|null",
            "message-4|null");
        await AssertRowsAsync(
            database, "select id, run_id from steps where id > 'step-4' order by id", "step-5|null", "step-6|null", "step-7|null");
    }

    [Fact]
    public async Task Job_without_an_agent_stays_a_job_and_loses_nothing()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Users, Agents, Jobs, Links);

        await AssertRowsAsync(
            database,
            "select id from jobs where id not in (select id from runs) order by id",
            "job-7",
            "job-8",
            "run-4",
            "run-5",
            "run-6");
    }

    [Fact]
    public async Task Down_and_up_again_loses_no_run_and_no_link()
    {
        await using var database = await AfterAsync(
            RowsOf2025.Organizations, Users, Agents, Jobs, Links, Messages, Steps, Metrics,
            "insert into job_messages (job_id, message_id) values ('run-1', 'message-3'), ('run-1', 'message-2'), ('run-2', 'message-1')");
        string[] tables = ["runs", "messages", "steps", "step_metrics"];
        var before = new List<IReadOnlyList<string>>();
        foreach (var table in tables)
            before.Add(
                await database.RowsAsync(
                    $"select {(table == "runs" ? "id, agent_id, status, updated_at" : "id, run_id")} from {table} order by id"));

        await DownAsync(database);
        var jobs = await database.RowsAsync("select id, status from jobs order by id");
        var agentsRuns = await database.RowsAsync("select agent_id, run_id from agents_runs order by 2");
        var jobMessages = await database.RowsAsync("select id, job_id, message_id from job_messages order by id");
        await UpAsync(database);

        Assert.Equal(
            [
                "job-7|completed",
                "job-8|completed",
                "run-1|completed",
                "run-2|pending",
                "run-3|expired",
                "run-4|cancelled",
                "run-5|not_started",
                "run-6|failed"
            ],
            jobs);
        Assert.Equal(["agent-1|run-1", "agent-1|run-2", "agent-3|run-3", "agent-2|run-5"], agentsRuns);
        Assert.Equal(["1|run-2|message-1", "2|run-1|message-2", "3|run-1|message-3"], jobMessages);
        for (var i = 0; i < tables.Length; i++)
            Assert.Equal(
                before[i],
                await database.RowsAsync(
                    $"select {(tables[i] == "runs" ? "id, agent_id, status, updated_at" : "id, run_id")} from {tables[i]} order by id"));
    }

    [Fact]
    public async Task Down_makes_jobs_of_newer_runs_and_brings_the_old_ones_up_to_date()
    {
        await using var database = await AfterAsync(RowsOf2025.Organizations, Users, Agents, Jobs, Links, Messages);
        await database.ExecuteAsync("""
            insert into runs (id, status, agent_id, organization_id, metadata_, _created_by_id) values
                ('run-10', 'running', 'agent-2', 'org-1', '{"a": 1}', 'user-2'), ('run-11', 'running', 'agent-2', 'org-1', null, 'user-9')
            """);
        await database.ExecuteAsync(
            "update runs set status = 'cancelled', updated_at = '2025-10-01 10:00:00+00:00', stop_reason = 'cancelled' where id = 'run-2'");
        await database.ExecuteAsync(
            "update messages set run_id = case id when 'message-1' then 'run-10' when 'message-2' then 'run-11' end");
        await database.ExecuteAsync("insert into steps (id, run_id) values ('step-1', 'run-10'), ('step-2', 'run-11')");

        await DownAsync(database);

        await AssertRowsAsync(
            database,
            "select id, user_id, organization_id, job_type, status, stop_reason, cast(metadata_ as text) from jobs where id in ('run-2', "
                + "'run-10', 'run-11') order by id",
            """run-10|user-2|org-1|run|running|null|{"a": 1}""", "run-2|user-1|org-1|run|cancelled|cancelled|null");
        await AssertRowsAsync(database, "select agent_id from agents_runs where run_id = 'run-10'", "agent-2");
        await AssertRowsAsync(database, "select id, job_id, message_id from job_messages", "1|run-10|message-1");
        await AssertRowsAsync(database, "select id, job_id from steps order by id", "step-1|run-10", "step-2|null");
        await database.ExecuteAsync("insert into job_messages (job_id, message_id) values ('run-1', 'message-4')");
        await AssertRowsAsync(database, "select max(id) from job_messages", "2");
    }
}

public sealed class SqliteRunsTests(SqliteEngine engine) : RunsSpec(engine);

public sealed class PostgresRunsTests(PostgresEngine engine) : RunsSpec(engine);

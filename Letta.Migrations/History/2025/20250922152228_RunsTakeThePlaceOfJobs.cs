using System.Data;
using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// What an agent does at a request was a job, linked to the agent, its messages and its steps by tables of links; it becomes a run, which
/// belongs to one agent, and which messages and steps name. Letta began with no run at all, and forgot what belonged to what.
/// </summary>
/// <remarks>
/// <para>
/// A run is made for each job in <c>agents_runs</c>, and for each older one of type <c>run</c> whose messages or steps tell the agent:
/// <c>agents_runs</c> is four days younger than this. It keeps the id, which begins with <c>run-</c> already. The jobs stay.
/// </para>
/// <para>
/// A run has one agent: the first one linked to it, else that of its first message, else of a step. A message is in one run: the first
/// that it was linked to. Of an organization and a project that the job does not know, it has the agent's. A run cannot be pending or
/// expired: such a job is a run that was created, or one that failed.
/// </para>
/// </remarks>
[Revision(20250922152228, "567e9fe06270", "runs take the place of jobs", TransactionBehavior.None)]
public sealed class RunsTakeThePlaceOfJobs : Revision
{
    /// <summary>The jobs that were runs, each with its agent; NULL where nothing tells it.</summary>
    private const string RunJobs = """
        select j.id as job_id, coalesce(
            (select min(l.agent_id) from agents_runs l where l.run_id = j.id),
            (select m.agent_id from job_messages l join messages m on m.id = l.message_id
             where l.job_id = j.id and not l.is_deleted order by l.id limit 1),
            (select min(a.id) from steps s join agents a on a.id = s.agent_id where s.job_id = j.id)) as agent_id
        from jobs j where j.job_type = 'run' or exists (select 1 from agents_runs l where l.run_id = j.id)
        """;

    public override void Up()
    {
        LosesLinks();

        CreateRuns();
        Alter.Table("messages").AddColumn("run_id").AsVarchar().Nullable();
        Alter.Table("steps").AddColumn("run_id").AsVarchar().Nullable();
        Alter.Table("step_metrics").AddColumn("run_id").AsVarchar().Nullable();

        // Goes with its table: until then it tells the job of a message.
        Create.Index("ix_job_messages_message_id").OnTable("job_messages").OnColumn("message_id").Ascending().WithOptions().AsConcurrently();
        CarryRuns();

        ForeignKey("fk_messages_run_id", "messages", "run_id", "runs").OnDelete(Rule.SetNull);
        ForeignKey("fk_steps_run_id", "steps", "run_id", "runs").OnDelete(Rule.SetNull);
        ForeignKey("fk_step_metrics_run_id", "step_metrics", "run_id", "runs").OnDelete(Rule.SetNull);
        Create.Index("ix_steps_run_id").OnTable("steps").OnColumn("run_id").Ascending().WithOptions().AsConcurrently();

        CarryRuns(); // And what was written meanwhile.

        Delete.Index("ix_steps_job_id").OnTable("steps");
        Delete.ForeignKey("fk_steps_job_id").OnTable("steps");
        Delete.ForeignKey("step_metrics_job_id_fkey").OnTable("step_metrics");
        Delete.Column("job_id").FromTable("steps");
        Delete.Column("job_id").FromTable("step_metrics");
        Delete.Table("agents_runs");
        Delete.Table("job_messages");
    }

    public override void Down()
    {
        CreateLinks();
        Alter.Table("steps").AddColumn("job_id").AsVarchar().Nullable();
        Alter.Table("step_metrics").AddColumn("job_id").AsVarchar().Nullable();

        RestoreJobs();
        RestoreLinks();
        ForeignKey("fk_steps_job_id", "steps", "job_id", "jobs").OnDelete(Rule.SetNull);
        ForeignKey("step_metrics_job_id_fkey", "step_metrics", "job_id", "jobs").OnDelete(Rule.SetNull);
        Create.Index("ix_steps_job_id").OnTable("steps").OnColumn("job_id").Ascending().WithOptions().AsConcurrently();

        Delete.Index("ix_steps_run_id").OnTable("steps");
        Delete.ForeignKey("fk_messages_run_id").OnTable("messages");
        Delete.ForeignKey("fk_steps_run_id").OnTable("steps");
        Delete.ForeignKey("fk_step_metrics_run_id").OnTable("step_metrics");
        Delete.Column("run_id").FromTable("messages");
        Delete.Column("run_id").FromTable("steps");
        Delete.Column("run_id").FromTable("step_metrics");
        Delete.Table("runs");
    }

    private void LosesLinks()
    {
        Loses(
            "agents_runs",
            "links of a job to a second agent",
            $"select l.run_id from agents_runs l join ({RunJobs}) r on r.job_id = l.run_id where l.agent_id <> r.agent_id order by l.run_id",
            "a run has one agent");
        Loses(
            "job_messages",
            "links of messages to jobs that are no runs of agents, second links of a message, and deleted ones",
            $"""
            select l.id from job_messages l except
                select min(f.id) from job_messages f join ({RunJobs}) r on r.job_id = f.job_id
                where r.agent_id is not null and not f.is_deleted group by f.message_id
            order by 1
            """,
            "a message is in one run");
        LosesJob("steps");
        LosesJob("step_metrics");
    }

    private void LosesJob(string table)
        => Loses(
            table,
            "links to jobs that are no runs of agents",
            $"""
            select t.id from {table} t left join ({RunJobs}) r on r.job_id = t.job_id
            where t.job_id is not null and r.agent_id is null order by t.id
            """,
            "a step is of a run");

    private void CreateRuns()
    {
        Create.Table("runs")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("runs_pkey")
            .WithColumn("status").AsVarchar().NotNullable()
            .WithColumn("completed_at").AsTimestamp().Nullable()
            .WithColumn("stop_reason").AsVarchar().Nullable()
            .WithColumn("background").AsBoolean().Nullable()
            .WithColumn("metadata_").AsJson().Nullable()
            .WithColumn("request_config").AsJson().Nullable()
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("callback_url").AsVarchar().Nullable()
            .WithColumn("callback_sent_at").AsTimestamp().Nullable()
            .WithColumn("callback_status_code").AsInt32().Nullable()
            .WithColumn("callback_error").AsVarchar().Nullable()
            .WithColumn("ttft_ns").AsInt64().Nullable()
            .WithColumn("total_duration_ns").AsInt64().Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("project_id").AsVarchar().Nullable()
            .WithColumn("base_template_id").AsVarchar().Nullable()
            .WithColumn("template_id").AsVarchar().Nullable()
            .WithColumn("deployment_id").AsVarchar().Nullable();
        ForeignKey("runs_agent_id_fkey", "runs", "agent_id", "agents");
        ForeignKey("runs_organization_id_fkey", "runs", "organization_id", "organizations");
        Create.Index("ix_runs_agent_id").OnTable("runs").OnColumn("agent_id").Ascending();
        Create.Index("ix_runs_created_at").OnTable("runs").OnColumn("created_at").Ascending().OnColumn("id").Ascending();
        Create.Index("ix_runs_organization_id").OnTable("runs").OnColumn("organization_id").Ascending();
    }

    /// <summary>Makes the runs that are not there yet, and links to them what is not linked yet.</summary>
    private void CarryRuns()
    {
        Sql($"""
            insert into runs (
                id, status, completed_at, stop_reason, background, metadata_, request_config, agent_id, callback_url, callback_sent_at,
                callback_status_code, callback_error, ttft_ns, total_duration_ns, created_at, updated_at, is_deleted, _created_by_id,
                _last_updated_by_id, organization_id, project_id)
            select
                j.id,
                case
                    when j.status in ('created', 'running', 'completed', 'failed', 'cancelled') then j.status
                    when j.status in ('pending', 'not_started') then 'created'
                    else 'failed'
                end,
                j.completed_at, j.stop_reason, j.background, j.metadata_, j.request_config, a.id, j.callback_url, j.callback_sent_at,
                j.callback_status_code, j.callback_error, j.ttft_ns, j.total_duration_ns, j.created_at, j.updated_at, j.is_deleted,
                coalesce(j._created_by_id, j.user_id), j._last_updated_by_id, coalesce(j.organization_id, a.organization_id), a.project_id
            from jobs j join ({RunJobs}) r on r.job_id = j.id join agents a on a.id = r.agent_id
            where not exists (select 1 from runs known where known.id = j.id)
            """);
        Fill("messages", "run_id", """
            (select r.id from job_messages l join runs r on r.id = l.job_id
             where l.message_id = messages.id and not l.is_deleted order by l.id limit 1)
            """);
        Fill("steps", "run_id", "(select r.id from runs r where r.id = steps.job_id)");
        Fill("step_metrics", "run_id", "(select r.id from runs r where r.id = step_metrics.job_id)");
    }

    private void CreateLinks()
    {
        Create.Table("agents_runs")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("unique_agent_run")
            .WithColumn("run_id").AsVarchar().NotNullable().PrimaryKey("unique_agent_run");
        ForeignKey("agents_runs_agent_id_fkey", "agents_runs", "agent_id", "agents");
        ForeignKey("agents_runs_run_id_fkey", "agents_runs", "run_id", "jobs");
        Create.Index("ix_agents_runs_agent_id_run_id").OnTable("agents_runs").OnColumn("agent_id").Ascending().OnColumn("run_id").Ascending();
        Create.Index("ix_agents_runs_run_id_agent_id").OnTable("agents_runs").OnColumn("run_id").Ascending().OnColumn("agent_id").Ascending();

        Create.Table("job_messages")
            .WithColumn("id").AsSerial().NotNullable().PrimaryKey("pk_job_messages")
            .WithColumn("job_id").AsVarchar().NotNullable()
            .WithColumn("message_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Create.UniqueConstraint("unique_job_message").OnTable("job_messages").Columns("job_id", "message_id");
        ForeignKey("fk_job_messages_job_id", "job_messages", "job_id", "jobs").OnDelete(Rule.Cascade);
        ForeignKey("fk_job_messages_message_id", "job_messages", "message_id", "messages").OnDelete(Rule.Cascade);
    }

    /// <summary>The jobs learn what became of their runs, and the runs made since become jobs.</summary>
    private void RestoreJobs()
    {
        Sql("""
            update jobs set (status, completed_at, stop_reason, metadata_, callback_sent_at, callback_status_code, callback_error, ttft_ns,
                             total_duration_ns, updated_at, is_deleted, _last_updated_by_id)
                = (select r.status, r.completed_at, r.stop_reason, r.metadata_, r.callback_sent_at, r.callback_status_code, r.callback_error, r.ttft_ns,
                          r.total_duration_ns, r.updated_at, r.is_deleted, r._last_updated_by_id
                   from runs r where r.id = jobs.id)
            where exists (select 1 from runs r where r.id = jobs.id and r.updated_at > jobs.updated_at)
            """);

        Irreversible("the runs whose creator is no user any more: a job belongs to one");
        Sql("""
            insert into jobs (
                id, user_id, organization_id, job_type, status, completed_at, stop_reason, background, metadata_, request_config, callback_url,
                callback_sent_at, callback_status_code, callback_error, ttft_ns, total_duration_ns, created_at, updated_at, is_deleted,
                _created_by_id, _last_updated_by_id)
            select
                r.id, u.id, r.organization_id, 'run', r.status, r.completed_at, r.stop_reason, r.background, r.metadata_, r.request_config, r.callback_url,
                r.callback_sent_at, r.callback_status_code, r.callback_error, r.ttft_ns, r.total_duration_ns, r.created_at, r.updated_at, r.is_deleted,
                r._created_by_id, r._last_updated_by_id
            from runs r join users u on u.id = r._created_by_id
            where not exists (select 1 from jobs known where known.id = r.id)
            """);
    }

    private void RestoreLinks()
    {
        Sql("insert into agents_runs (agent_id, run_id) select r.agent_id, j.id from runs r join jobs j on j.id = r.id");
        Sql("""
            insert into job_messages (job_id, message_id, created_at, updated_at)
            select j.id, m.id, m.created_at, m.created_at from messages m join jobs j on j.id = m.run_id order by m.sequence_id
            """);
        Fill("steps", "job_id", "(select j.id from jobs j where j.id = steps.run_id)");
        Fill("step_metrics", "job_id", "(select j.id from jobs j where j.id = step_metrics.run_id)");
    }
}

using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250922152228, "567e9fe06270", "runs take the place of jobs")]
public sealed class RunsTakeThePlaceOfJobs : Revision
{
    public override void Up()
    {
        Delete.Index("ix_steps_job_id").OnTable("steps");
        Delete.ForeignKey("step_metrics_job_id_fkey").OnTable("step_metrics");
        Delete.ForeignKey("fk_steps_job_id").OnTable("steps");
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
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("project_id").AsVarchar().Nullable()
            .WithColumn("base_template_id").AsVarchar().Nullable()
            .WithColumn("template_id").AsVarchar().Nullable()
            .WithColumn("deployment_id").AsVarchar().Nullable()
            .WithMetaColumns();
        Alter.Table("messages").AddColumn("run_id").AsVarchar().Nullable();
        Alter.Table("step_metrics").AddColumn("run_id").AsVarchar().Nullable();
        Alter.Table("steps").AddColumn("run_id").AsVarchar().Nullable();
        ForeignKey("fk_messages_run_id", "messages", "run_id", "runs").OnDelete(Rule.SetNull);
        ForeignKey("runs_agent_id_fkey", "runs", "agent_id", "agents");
        ForeignKey("runs_organization_id_fkey", "runs", "organization_id", "organizations");
        ForeignKey("fk_step_metrics_run_id", "step_metrics", "run_id", "runs").OnDelete(Rule.SetNull);
        ForeignKey("fk_steps_run_id", "steps", "run_id", "runs").OnDelete(Rule.SetNull);
        Create.Index("ix_runs_agent_id").OnTable("runs").OnColumn("agent_id").Ascending();
        Create.Index("ix_runs_created_at").OnTable("runs")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("ix_runs_organization_id").OnTable("runs").OnColumn("organization_id").Ascending();
        Create.Index("ix_steps_run_id").OnTable("steps").OnColumn("run_id").Ascending();
        Delete.Column("job_id").FromTable("step_metrics");
        Delete.Column("job_id").FromTable("steps");
        Delete.Table("agents_runs");
        Delete.Table("job_messages");
    }

    public override void Down()
    {
        Delete.Index("ix_steps_run_id").OnTable("steps");
        Delete.ForeignKey("fk_messages_run_id").OnTable("messages");
        Delete.ForeignKey("fk_step_metrics_run_id").OnTable("step_metrics");
        Delete.ForeignKey("fk_steps_run_id").OnTable("steps");
        Create.Table("agents_runs")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("unique_agent_run")
            .WithColumn("run_id").AsVarchar().NotNullable().PrimaryKey("unique_agent_run");
        Create.Table("job_messages")
            .WithColumn("id").AsSerial().NotNullable().PrimaryKey("pk_job_messages")
            .WithColumn("job_id").AsVarchar().NotNullable()
            .WithColumn("message_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Alter.Table("step_metrics").AddColumn("job_id").AsVarchar().Nullable();
        Alter.Table("steps").AddColumn("job_id").AsVarchar().Nullable();
        Create.UniqueConstraint("unique_job_message").OnTable("job_messages").Columns("job_id", "message_id");
        ForeignKey("agents_runs_agent_id_fkey", "agents_runs", "agent_id", "agents");
        ForeignKey("agents_runs_run_id_fkey", "agents_runs", "run_id", "jobs");
        ForeignKey("fk_job_messages_job_id", "job_messages", "job_id", "jobs").OnDelete(Rule.Cascade);
        ForeignKey("fk_job_messages_message_id", "job_messages", "message_id", "messages").OnDelete(Rule.Cascade);
        ForeignKey("step_metrics_job_id_fkey", "step_metrics", "job_id", "jobs").OnDelete(Rule.SetNull);
        ForeignKey("fk_steps_job_id", "steps", "job_id", "jobs").OnDelete(Rule.SetNull);
        Create.Index("ix_agents_runs_agent_id_run_id").OnTable("agents_runs")
            .OnColumn("agent_id").Ascending()
            .OnColumn("run_id").Ascending();
        Create.Index("ix_agents_runs_run_id_agent_id").OnTable("agents_runs")
            .OnColumn("run_id").Ascending()
            .OnColumn("agent_id").Ascending();
        Create.Index("ix_steps_job_id").OnTable("steps").OnColumn("job_id").Ascending();
        Delete.Column("run_id").FromTable("messages");
        Delete.Column("run_id").FromTable("step_metrics");
        Delete.Column("run_id").FromTable("steps");
        Delete.Table("runs");
    }
}

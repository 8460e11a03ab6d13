using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250807174011, "5fb8bba2c373", "create the step metrics")]
public sealed class CreateTheStepMetrics : Revision
{
    public override void Up()
    {
        Create.Table("step_metrics")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("step_metrics_pkey")
            .WithColumn("organization_id").AsVarchar().Nullable()
            .WithColumn("provider_id").AsVarchar().Nullable()
            .WithColumn("job_id").AsVarchar().Nullable()
            .WithColumn("llm_request_ns").AsInt64().Nullable()
            .WithColumn("tool_execution_ns").AsInt64().Nullable()
            .WithColumn("step_ns").AsInt64().Nullable()
            .WithColumn("base_template_id").AsVarchar().Nullable()
            .WithColumn("template_id").AsVarchar().Nullable()
            .WithMetaColumns()
            .WithColumn("project_id").AsVarchar().Nullable()
            .WithColumn("agent_id").AsVarchar().NotNullable();
        ForeignKey("step_metrics_agent_id_fkey", "step_metrics", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("step_metrics_id_fkey", "step_metrics", "id", "steps").OnDelete(Rule.Cascade);
        ForeignKey("step_metrics_job_id_fkey", "step_metrics", "job_id", "jobs").OnDelete(Rule.SetNull);
        ForeignKey("step_metrics_organization_id_fkey", "step_metrics", "organization_id", "organizations").OnDeleteRestrict();
        ForeignKey("step_metrics_provider_id_fkey", "step_metrics", "provider_id", "providers").OnDeleteRestrict();
    }

    public override void Down()
    {
        Irreversible("the metrics of steps: nothing held them before");
        Delete.Table("step_metrics");
    }
}

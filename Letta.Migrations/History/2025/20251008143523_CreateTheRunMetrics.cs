using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251008143523, "c734cfc0d595", "create the run metrics")]
public sealed class CreateTheRunMetrics : Revision
{
    public override void Up()
    {
        Create.Table("run_metrics")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("run_metrics_pkey")
            .WithColumn("run_start_ns").AsInt64().Nullable()
            .WithColumn("run_ns").AsInt64().Nullable()
            .WithColumn("num_steps").AsInt32().Nullable()
            .WithMetaColumns()
            .WithColumn("project_id").AsVarchar().Nullable()
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("base_template_id").AsVarchar().Nullable()
            .WithColumn("template_id").AsVarchar().Nullable()
            .WithColumn("deployment_id").AsVarchar().Nullable();
        ForeignKey("run_metrics_agent_id_fkey", "run_metrics", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("run_metrics_id_fkey", "run_metrics", "id", "runs").OnDelete(Rule.Cascade);
        ForeignKey("run_metrics_organization_id_fkey", "run_metrics", "organization_id", "organizations");
    }

    public override void Down()
    {
        Irreversible("the metrics of runs: nothing held them before");
        Delete.Table("run_metrics");
    }
}

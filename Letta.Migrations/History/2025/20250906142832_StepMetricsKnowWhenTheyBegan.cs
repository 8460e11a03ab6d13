using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250906142832, "750dd87faa12", "step metrics know when they began")]
public sealed class StepMetricsKnowWhenTheyBegan : Revision
{
    public override void Up()
    {
        Alter.Table("step_metrics")
            .AddColumn("step_start_ns").AsInt64().Nullable()
            .AddColumn("llm_request_start_ns").AsInt64().Nullable();
    }

    public override void Down()
    {
        Irreversible("when steps and their requests began: nothing held it before");
        Delete.Column("llm_request_start_ns").Column("step_start_ns").FromTable("step_metrics");
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250906142832, "750dd87faa12", "providers and steps measure more")]
public sealed class ProvidersAndStepsMeasureMore : Revision
{
    public override void Up()
    {
        Alter.Table("step_metrics")
            .AddColumn("step_start_ns").AsInt64().Nullable()
            .AddColumn("llm_request_start_ns").AsInt64().Nullable();
    }

    public override void Down()
    {
        Delete.Column("llm_request_start_ns").Column("step_start_ns").FromTable("step_metrics");
    }
}

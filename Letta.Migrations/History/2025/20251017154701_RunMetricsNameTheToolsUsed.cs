using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251017154701, "6756d04c3ddb", "run metrics name the tools used")]
public sealed class RunMetricsNameTheToolsUsed : Revision
{
    public override void Up()
    {
        Alter.Table("run_metrics").AddColumn("tools_used").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the tools that a run used: nothing named them before");
        Delete.Column("tools_used").FromTable("run_metrics");
    }
}

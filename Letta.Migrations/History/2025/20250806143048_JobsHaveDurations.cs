using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250806143048, "05c3bc564286", "jobs have durations")]
public sealed class JobsHaveDurations : Revision
{
    public override void Up()
    {
        Alter.Table("jobs")
            .AddColumn("ttft_ns").AsInt64().Nullable()
            .AddColumn("total_duration_ns").AsInt64().Nullable();
    }

    public override void Down()
    {
        Irreversible("the durations of jobs: nothing held them before");
        Delete.Column("total_duration_ns").Column("ttft_ns").FromTable("jobs");
    }
}

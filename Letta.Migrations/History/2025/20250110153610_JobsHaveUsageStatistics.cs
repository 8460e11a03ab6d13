using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250110153610, "7778731d15e2", "jobs have usage statistics")]
public sealed class JobsHaveUsageStatistics : Revision
{
    public override void Up()
    {
        Create.Table("job_usage_statistics")
            .WithColumn("id").AsSerial().NotNullable().PrimaryKey("pk_job_usage_statistics")
            .WithColumn("job_id").AsVarchar().NotNullable()
            .WithColumn("step_id").AsVarchar().Nullable()
            .WithColumn("completion_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("prompt_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("total_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("step_count").AsInt32().NotNullable().WithDefaultValue(0)
            .WithMetaColumns();
        ForeignKey("fk_job_usage_statistics_job_id", "job_usage_statistics", "job_id", "jobs").OnDelete(Rule.Cascade);
        Create.Index("ix_job_usage_statistics_created_at").OnTable("job_usage_statistics").OnColumn("created_at").Ascending();
        Create.Index("ix_job_usage_statistics_job_id").OnTable("job_usage_statistics").OnColumn("job_id").Ascending();
    }

    public override void Down()
    {
        Irreversible("the usage statistics of jobs: nothing held them before");
        Delete.Table("job_usage_statistics");
    }
}

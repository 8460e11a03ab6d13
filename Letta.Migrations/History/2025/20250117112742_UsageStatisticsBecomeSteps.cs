using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250117112742, "416b9d2db10b", "usage statistics become steps")]
public sealed class UsageStatisticsBecomeSteps : Revision
{
    public override void Up()
    {
        Create.Table("steps")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("pk_steps_id")
            .WithColumn("job_id").AsVarchar().Nullable()
            .WithColumn("origin").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().Nullable()
            .WithColumn("provider_id").AsVarchar().Nullable()
            .WithColumn("provider_name").AsVarchar().Nullable()
            .WithColumn("model").AsVarchar().Nullable()
            .WithColumn("context_window_limit").AsInt32().Nullable()
            .WithColumn("completion_tokens_details").AsJson().Nullable()
            .WithColumn("tags").AsJson().Nullable()
            .WithColumn("tid").AsVarchar().Nullable()
            .WithColumn("completion_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("prompt_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("total_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithMetaColumns();
        Alter.Table("messages").AddColumn("step_id").AsVarchar().Nullable();
        ForeignKey("fk_messages_step_id", "messages", "step_id", "steps").OnDelete(Rule.SetNull);
        ForeignKey("fk_steps_job_id", "steps", "job_id", "jobs").OnDelete(Rule.SetNull);
        ForeignKey("fk_steps_organization_id", "steps", "provider_id", "providers").OnDeleteRestrict();
        ForeignKey("fk_steps_provider_id", "steps", "organization_id", "organizations").OnDeleteRestrict();
        Delete.Table("job_usage_statistics");
    }

    public override void Down()
    {
        Delete.ForeignKey("fk_messages_step_id").OnTable("messages");
        Create.Table("job_usage_statistics")
            .WithColumn("id").AsSerial().NotNullable().PrimaryKey("pk_job_usage_statistics")
            .WithColumn("job_id").AsVarchar().NotNullable()
            .WithColumn("step_id").AsVarchar().Nullable()
            .WithColumn("step_count").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("completion_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("prompt_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("total_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithMetaColumns();
        ForeignKey("fk_job_usage_statistics_job_id", "job_usage_statistics", "job_id", "jobs").OnDelete(Rule.Cascade);
        Delete.Column("step_id").FromTable("messages");
        Delete.Table("steps");
    }
}

using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// The usage statistics of jobs become the steps that agents take, with ids that are text. A row that names its step keeps that id, if it
/// is one that a step may have; the others get one.
/// </summary>
[Revision(20250117112742, "416b9d2db10b", "usage statistics become steps")]
public sealed class UsageStatisticsBecomeSteps : Revision
{
    private const string Kept
        = "job_id, completion_tokens, prompt_tokens, total_tokens, created_at, updated_at, is_deleted, _created_by_id, _last_updated_by_id";

    /// <summary>
    /// The statistics, each with the id of its step where it names one: "step-" and a UUID, and no other row names the same.
    /// </summary>
    private const string Named = """
        select job_usage_statistics.*,
               case when length(step_id) = 41 and substr(step_id, 1, 5) = 'step-' and count(*) over (partition by step_id) = 1 then step_id end as named
        from job_usage_statistics
        """;

    public override void Up()
    {
        Loses(
            "job_usage_statistics",
            "names of steps",
            $"select id from ({Named}) statistics where step_id is not null and named is null order by id",
            "the id of a step is \"step-\" and a UUID, and is its own");
        Loses(
            "job_usage_statistics",
            "numbers of steps",
            "select id from job_usage_statistics where step_count not in (0, 1) order by id",
            "each row counts as one step from now on");

        CreateSteps();
        Sql($"""
            insert into steps (id, {Kept})
            select coalesce(named, 'step-' || {UuidOf("coalesce(job_id, '') || '/' || id")}), {Kept} from ({Named}) statistics
            """);
        Delete.Table("job_usage_statistics");

        Alter.Table("messages").AddColumn("step_id").AsVarchar().Nullable();
        ForeignKey("fk_messages_step_id", "messages", "step_id", "steps").OnDelete(Rule.SetNull);
    }

    public override void Down()
    {
        Irreversible("which messages belong to a step: nothing held it before");
        Delete.ForeignKey("fk_messages_step_id").OnTable("messages");
        Delete.Column("step_id").FromTable("messages");

        Irreversible("the model, the provider, the organization and the tags of steps: nothing held them before");
        Irreversible("the job of a step that belongs to none: job_usage_statistics.job_id stays nullable then");
        CreateUsageStatistics();
        // In the order of the steps, so that the ids tell it; the sequence goes on behind them.
        Sql($"""
            insert into job_usage_statistics (step_id, step_count, {Kept})
            select id, 1, {Kept} from steps order by created_at is null, created_at, id
            """);
        SetNotNullIfFilled("job_usage_statistics", "job_id");
        Delete.Table("steps");
    }

    private void CreateSteps()
    {
        Create.Table("steps")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("pk_steps_id")
            .WithColumn("job_id").AsVarchar().Nullable()
            .WithColumn("completion_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("prompt_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("total_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithMetaColumns()
            .WithColumn("origin").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().Nullable()
            .WithColumn("provider_id").AsVarchar().Nullable()
            .WithColumn("provider_name").AsVarchar().Nullable()
            .WithColumn("model").AsVarchar().Nullable()
            .WithColumn("context_window_limit").AsInt32().Nullable()
            .WithColumn("completion_tokens_details").AsJson().Nullable()
            .WithColumn("tags").AsJson().Nullable()
            .WithColumn("tid").AsVarchar().Nullable();

        // The names of the first two are the original's, which took one for the other.
        ForeignKey("fk_steps_organization_id", "steps", "provider_id", "providers").OnDeleteRestrict();
        ForeignKey("fk_steps_provider_id", "steps", "organization_id", "organizations").OnDeleteRestrict();
        ForeignKey("fk_steps_job_id", "steps", "job_id", "jobs").OnDelete(Rule.SetNull);
    }

    private void CreateUsageStatistics()
    {
        Create.Table("job_usage_statistics")
            .WithColumn("id").AsSerial().NotNullable().PrimaryKey("pk_job_usage_statistics")
            .WithColumn("job_id").AsVarchar().Nullable()
            .WithColumn("step_id").AsVarchar().Nullable()
            .WithColumn("completion_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("prompt_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("total_tokens").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("step_count").AsInt32().NotNullable().WithDefaultValue(0)
            .WithMetaColumns();
        ForeignKey("fk_job_usage_statistics_job_id", "job_usage_statistics", "job_id", "jobs").OnDelete(Rule.Cascade);
    }
}

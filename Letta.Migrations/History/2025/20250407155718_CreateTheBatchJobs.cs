using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250407155718, "0ceb975e0063", "create the batch jobs")]
public sealed class CreateTheBatchJobs : Revision
{
    public override void Up()
    {
        Create.Table("llm_batch_job")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("llm_batch_job_pkey")
            .WithColumn("status").AsVarchar().NotNullable()
            .WithColumn("llm_provider").AsVarchar().NotNullable()
            .WithColumn("create_batch_response").AsJson().NotNullable()
            .WithColumn("latest_polling_response").AsJson().Nullable()
            .WithColumn("last_polled_at").AsTimestampTz().Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("llm_batch_job_organization_id_fkey", "llm_batch_job", "organization_id", "organizations");
        Create.Index("ix_llm_batch_job_created_at").OnTable("llm_batch_job").OnColumn("created_at").Ascending();
        Create.Index("ix_llm_batch_job_status").OnTable("llm_batch_job").OnColumn("status").Ascending();

        Create.Table("llm_batch_items")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("llm_batch_items_pkey")
            .WithColumn("batch_id").AsVarchar().NotNullable()
            .WithColumn("llm_config").AsJson().NotNullable()
            .WithColumn("request_status").AsVarchar().NotNullable()
            .WithColumn("step_status").AsVarchar().NotNullable()
            .WithColumn("step_state").AsJson().NotNullable()
            .WithColumn("batch_request_result").AsJson().Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("agent_id").AsVarchar().NotNullable();
        ForeignKey("llm_batch_items_agent_id_fkey", "llm_batch_items", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("llm_batch_items_batch_id_fkey", "llm_batch_items", "batch_id", "llm_batch_job").OnDelete(Rule.Cascade);
        ForeignKey("llm_batch_items_organization_id_fkey", "llm_batch_items", "organization_id", "organizations");
        Create.Index("ix_llm_batch_items_agent_id").OnTable("llm_batch_items").OnColumn("agent_id").Ascending();
        Create.Index("ix_llm_batch_items_batch_id").OnTable("llm_batch_items").OnColumn("batch_id").Ascending();
        Create.Index("ix_llm_batch_items_status").OnTable("llm_batch_items").OnColumn("request_status").Ascending();
    }

    public override void Down()
    {
        Irreversible("the batch jobs and their items: nothing held them before");
        Delete.Table("llm_batch_items");
        Delete.Table("llm_batch_job");
    }
}

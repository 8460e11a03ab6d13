using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241011141919, "9a505cc7eca9", "create the baseline")]
public sealed class CreateTheBaseline : Revision
{
    public override void Up()
    {
        CreateExtension("vector");

        Create.Table("agent_source_mapping")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("agent_source_mapping_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("source_id").AsVarchar().NotNullable();
        Create.Index("agent_source_mapping_idx_user").OnTable("agent_source_mapping")
            .OnColumn("user_id").Ascending()
            .OnColumn("agent_id").Ascending()
            .OnColumn("source_id").Ascending();

        Create.Table("agents")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("agents_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("created_at").AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("description").AsVarchar().Nullable()
            .WithColumn("message_ids").AsJson().Nullable()
            .WithColumn("memory").AsJson().Nullable()
            .WithColumn("system").AsVarchar().Nullable()
            .WithColumn("agent_type").AsVarchar().Nullable()
            .WithColumn("llm_config").AsJson().Nullable()
            .WithColumn("embedding_config").AsJson().Nullable()
            .WithColumn("metadata_").AsJson().Nullable()
            .WithColumn("tools").AsJson().Nullable();
        Create.Index("agents_idx_user").OnTable("agents").OnColumn("user_id").Ascending();

        Create.Table("block")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("block_pkey")
            .WithColumn("value").AsVarchar().NotNullable()
            .WithColumn("limit").AsInt64().Nullable()
            .WithColumn("name").AsVarchar().Nullable()
            .WithColumn("template").AsBoolean().Nullable()
            .WithColumn("label").AsVarchar().NotNullable()
            .WithColumn("metadata_").AsJson().Nullable()
            .WithColumn("description").AsVarchar().Nullable()
            .WithColumn("user_id").AsVarchar().Nullable();
        Create.Index("block_idx_user").OnTable("block").OnColumn("user_id").Ascending();

        Create.Table("files")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("files_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("source_id").AsVarchar().NotNullable()
            .WithColumn("file_name").AsVarchar().Nullable()
            .WithColumn("file_path").AsVarchar().Nullable()
            .WithColumn("file_type").AsVarchar().Nullable()
            .WithColumn("file_size").AsInt32().Nullable()
            .WithColumn("file_creation_date").AsVarchar().Nullable()
            .WithColumn("file_last_modified_date").AsVarchar().Nullable()
            .WithColumn("created_at").AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime);

        Create.Table("jobs")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("jobs_pkey")
            .WithColumn("user_id").AsVarchar().Nullable()
            .WithColumn("status").AsVarchar().Nullable()
            .WithColumn("created_at").AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("completed_at").AsTimestampTz().Nullable()
            .WithColumn("metadata_").AsJson().Nullable();

        Create.Table("messages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("messages_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithColumn("role").AsVarchar().NotNullable()
            .WithColumn("text").AsVarchar().Nullable()
            .WithColumn("model").AsVarchar().Nullable()
            .WithColumn("name").AsVarchar().Nullable()
            .WithColumn("tool_calls").AsJson().Nullable()
            .WithColumn("tool_call_id").AsVarchar().Nullable()
            .WithColumn("created_at").AsTimestampTz().Nullable();
        Create.Index("message_idx_user").OnTable("messages").OnColumn("user_id").Ascending().OnColumn("agent_id").Ascending();

        Create.Table("organizations")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("organizations_pkey")
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("created_at").AsTimestampTz().Nullable();

        Create.Table("passages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("passages_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("text").AsVarchar().Nullable()
            .WithColumn("file_id").AsVarchar().Nullable()
            .WithColumn("agent_id").AsVarchar().Nullable()
            .WithColumn("source_id").AsVarchar().Nullable()
            .WithColumn("embedding").AsVector(4096).Nullable()
            .WithColumn("embedding_config").AsJson().Nullable()
            .WithColumn("metadata_").AsJson().Nullable()
            .WithColumn("created_at").AsTimestampTz().Nullable();
        Create.Index("passage_idx_user").OnTable("passages")
            .OnColumn("user_id").Ascending()
            .OnColumn("agent_id").Ascending()
            .OnColumn("file_id").Ascending();

        Create.Table("sources")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("sources_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("created_at").AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("embedding_config").AsJson().Nullable()
            .WithColumn("description").AsVarchar().Nullable()
            .WithColumn("metadata_").AsJson().Nullable();
        Create.Index("sources_idx_user").OnTable("sources").OnColumn("user_id").Ascending();

        Create.Table("tokens")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("tokens_pkey")
            .WithColumn("user_id").AsVarchar().NotNullable()
            .WithColumn("key").AsVarchar().NotNullable()
            .WithColumn("name").AsVarchar().Nullable();
        Create.Index("tokens_idx_key").OnTable("tokens").OnColumn("key").Ascending();
        Create.Index("tokens_idx_user").OnTable("tokens").OnColumn("user_id").Ascending();

        Create.Table("users")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("users_pkey")
            .WithColumn("org_id").AsVarchar().Nullable()
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("created_at").AsTimestampTz().Nullable()
            .WithColumn("policies_accepted").AsBoolean().NotNullable();

        Create.Table("tools")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("tools_pkey")
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("user_id").AsVarchar().Nullable()
            .WithColumn("description").AsVarchar().Nullable()
            .WithColumn("source_type").AsVarchar().Nullable()
            .WithColumn("source_code").AsVarchar().Nullable()
            .WithColumn("json_schema").AsJson().Nullable()
            .WithColumn("module").AsVarchar().Nullable()
            .WithColumn("tags").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the rows of every table: there is no schema before this one");

        Delete.Table("tools");
        Delete.Table("users");
        Delete.Table("tokens");
        Delete.Table("sources");
        Delete.Table("passages");
        Delete.Table("organizations");
        Delete.Table("messages");
        Delete.Table("jobs");
        Delete.Table("files");
        Delete.Table("block");
        Delete.Table("agents");
        Delete.Table("agent_source_mapping");
    }
}

using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241214172308, "54dec07619c4", "divide passages by agent and source")]
public sealed class DividePassagesByAgentAndSource : Revision
{
    public override void Up()
    {
        Delete.ForeignKey("files_source_id_fkey").OnTable("files");
        Delete.ForeignKey("messages_agent_id_fkey").OnTable("messages");
        Create.Table("agent_passages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("agent_passages_pkey")
            .WithColumn("text").AsVarchar().NotNullable()
            .WithColumn("embedding_config").AsJson().NotNullable()
            .WithColumn("metadata_").AsJson().NotNullable()
            .WithColumn("embedding").AsVector(4096).Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("agent_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Create.Table("source_passages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("source_passages_pkey")
            .WithColumn("text").AsVarchar().NotNullable()
            .WithColumn("embedding_config").AsJson().NotNullable()
            .WithColumn("metadata_").AsJson().NotNullable()
            .WithColumn("embedding").AsVector(4096).Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("file_id").AsVarchar().Nullable()
            .WithColumn("source_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        ForeignKey("agent_passages_agent_id_fkey", "agent_passages", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("agent_passages_organization_id_fkey", "agent_passages", "organization_id", "organizations");
        ForeignKey("files_source_id_fkey", "files", "source_id", "sources").OnDelete(Rule.Cascade);
        ForeignKey("messages_agent_id_fkey", "messages", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("source_passages_file_id_fkey", "source_passages", "file_id", "files").OnDelete(Rule.Cascade);
        ForeignKey("source_passages_organization_id_fkey", "source_passages", "organization_id", "organizations");
        ForeignKey("source_passages_source_id_fkey", "source_passages", "source_id", "sources").OnDelete(Rule.Cascade);
        Create.Index("agent_passages_org_idx").OnTable("agent_passages").OnColumn("organization_id").Ascending();
        Create.Index("source_passages_org_idx").OnTable("source_passages").OnColumn("organization_id").Ascending();
        Delete.Table("passages");
    }

    public override void Down()
    {
        Delete.ForeignKey("files_source_id_fkey").OnTable("files");
        Delete.ForeignKey("messages_agent_id_fkey").OnTable("messages");
        Create.Table("passages")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("passages_pkey")
            .WithColumn("text").AsVarchar().NotNullable()
            .WithColumn("embedding_config").AsJson().NotNullable()
            .WithColumn("metadata_").AsJson().NotNullable()
            .WithColumn("embedding").AsVector(4096).Nullable()
            .WithColumn("created_at").AsTimestampTz().NotNullable()
            .WithColumn("updated_at").AsTimestampTz().Nullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("is_deleted").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("_created_by_id").AsVarchar().Nullable()
            .WithColumn("_last_updated_by_id").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("agent_id").AsVarchar().Nullable()
            .WithColumn("file_id").AsVarchar().Nullable()
            .WithColumn("source_id").AsVarchar().Nullable();
        ForeignKey("files_source_id_fkey", "files", "source_id", "sources");
        ForeignKey("messages_agent_id_fkey", "messages", "agent_id", "agents");
        ForeignKey("passages_agent_id_fkey", "passages", "agent_id", "agents");
        ForeignKey("passages_file_id_fkey", "passages", "file_id", "files").OnDelete(Rule.Cascade);
        ForeignKey("passages_organization_id_fkey", "passages", "organization_id", "organizations");
        Delete.Table("agent_passages");
        Delete.Table("source_passages");
    }
}

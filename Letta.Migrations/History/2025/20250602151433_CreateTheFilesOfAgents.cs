using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250602151433, "0b496eae90de", "create the files of agents")]
public sealed class CreateTheFilesOfAgents : Revision
{
    public override void Up()
    {
        Create.Table("files_agents")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("files_agents_pkey")
            .WithColumn("file_id").AsVarchar().NotNullable().PrimaryKey("files_agents_pkey")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("files_agents_pkey")
            .WithColumn("is_open").AsBoolean().NotNullable()
            .WithColumn("visible_content").AsText().Nullable()
            .WithColumn("last_accessed_at").AsTimestampTz().NotNullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("files_agents_agent_id_fkey", "files_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("files_agents_file_id_fkey", "files_agents", "file_id", "files").OnDelete(Rule.Cascade);
        ForeignKey("files_agents_organization_id_fkey", "files_agents", "organization_id", "organizations");
        Create.Index("ix_files_agents_file_id_agent_id").OnTable("files_agents")
            .OnColumn("file_id").Ascending()
            .OnColumn("agent_id").Ascending();
    }

    public override void Down()
    {
        Irreversible("which files agents have open, and what they see of them: nothing held it before");
        Delete.Table("files_agents");
    }
}

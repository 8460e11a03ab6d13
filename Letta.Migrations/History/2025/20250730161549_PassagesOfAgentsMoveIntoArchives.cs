using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250730161549, "74e860718e0d", "passages of agents move into archives")]
public sealed class PassagesOfAgentsMoveIntoArchives : Revision
{
    public override void Up()
    {
        Create.Table("archives")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("archives_pkey")
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("description").AsVarchar().Nullable()
            .WithColumn("metadata_").AsJson().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithMetaColumns();
        Create.Table("archives_agents")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("archives_agents_pkey")
            .WithColumn("archive_id").AsVarchar().NotNullable().PrimaryKey("archives_agents_pkey")
            .WithColumn("created_at").AsTimestampTz().NotNullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("is_owner").AsBoolean().NotNullable();

        Delete.Index("agent_passages_created_at_id_idx").OnTable("agent_passages");
        Delete.Index("agent_passages_org_idx").OnTable("agent_passages");
        Delete.Index("ix_agent_passages_org_agent").OnTable("agent_passages");
        Delete.ForeignKey("agent_passages_agent_id_fkey").OnTable("agent_passages");
        Rename.Table("agent_passages").To("archival_passages");
        Alter.Table("archival_passages").AddColumn("archive_id").AsVarchar().NotNullable();
        Delete.Column("agent_id").FromTable("archival_passages");

        Create.UniqueConstraint("unique_agent_archive").OnTable("archives_agents").Column("agent_id");
        ForeignKey("agent_passages_archive_id_fkey", "archival_passages", "archive_id", "archives").OnDelete(Rule.Cascade);
        ForeignKey("archives_organization_id_fkey", "archives", "organization_id", "organizations");
        ForeignKey("archives_agents_agent_id_fkey", "archives_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("archives_agents_archive_id_fkey", "archives_agents", "archive_id", "archives").OnDelete(Rule.Cascade);
        Create.Index("archival_passages_created_at_id_idx").OnTable("archival_passages")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("archival_passages_org_idx").OnTable("archival_passages")
            .OnColumn("organization_id").Ascending();
        Create.Index("ix_archival_passages_archive_id").OnTable("archival_passages")
            .OnColumn("archive_id").Ascending();
        Create.Index("ix_archival_passages_org_archive").OnTable("archival_passages")
            .OnColumn("organization_id").Ascending()
            .OnColumn("archive_id").Ascending();
        Create.Index("ix_archives_created_at").OnTable("archives")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("ix_archives_organization_id").OnTable("archives").OnColumn("organization_id").Ascending();
    }

    public override void Down()
    {
        Delete.Index("archival_passages_created_at_id_idx").OnTable("archival_passages");
        Delete.Index("archival_passages_org_idx").OnTable("archival_passages");
        Delete.Index("ix_archival_passages_archive_id").OnTable("archival_passages");
        Delete.Index("ix_archival_passages_org_archive").OnTable("archival_passages");
        Delete.ForeignKey("agent_passages_archive_id_fkey").OnTable("archival_passages");
        Rename.Table("archival_passages").To("agent_passages");
        Alter.Table("agent_passages").AddColumn("agent_id").AsVarchar().NotNullable();
        Delete.Column("archive_id").FromTable("agent_passages");
        ForeignKey("agent_passages_agent_id_fkey", "agent_passages", "agent_id", "agents").OnDelete(Rule.Cascade);
        Create.Index("agent_passages_created_at_id_idx").OnTable("agent_passages")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("agent_passages_org_idx").OnTable("agent_passages").OnColumn("organization_id").Ascending();
        Create.Index("ix_agent_passages_org_agent").OnTable("agent_passages")
            .OnColumn("organization_id").Ascending()
            .OnColumn("agent_id").Ascending();

        Delete.Table("archives_agents");
        Delete.Table("archives");
    }
}

using System.Data;
using FluentMigrator;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// An agent's passages belong to an archive from here on, and the archive to the agent. Letta stopped at the first deleted passage on
/// Postgres; on SQLite it dropped those, made an archive for each passage, and could not go on.
/// </summary>
/// <remarks>
/// Every passage moves. Deleted ones stay deleted, in the archive of their agent; an agent that has no others gets none, so theirs are kept
/// in an archive that is deleted like them and that no agent is linked to: a server would otherwise open it as the agent's own, and fail.
/// The id of an archive is made of its agent's, which is how the way back finds the agent of such a one.
/// </remarks>
[Revision(20250730161549, "74e860718e0d", "passages of agents move into archives")]
public sealed class PassagesOfAgentsMoveIntoArchives : Revision
{
    public override void Up()
    {
        RefuseNull("agent_passages", "agent_id"); // Only a way back, which could not tell the agent, leaves NULL.
        RefuseOrphans("agent_passages", "agent_id", "agents");

        CreateArchives();
        FillArchives();

        Delete.Index("ix_agent_passages_org_agent").OnTable("agent_passages");
        Delete.Index("agent_passages_org_idx").OnTable("agent_passages");
        Delete.Index("agent_passages_created_at_id_idx").OnTable("agent_passages");
        Delete.ForeignKey("agent_passages_agent_id_fkey").OnTable("agent_passages");

        Rename.Table("agent_passages").To("archival_passages");
        Alter.Table("archival_passages")
            .AddColumn("archive_id").AsVarchar().NotNullable().FilledFrom(ArchiveOf("archival_passages.agent_id"));
        Delete.Column("agent_id").FromTable("archival_passages");

        ForeignKey("agent_passages_archive_id_fkey", "archival_passages", "archive_id", "archives").OnDelete(Rule.Cascade);
        Create.Index("ix_archival_passages_archive_id").OnTable("archival_passages").OnColumn("archive_id").Ascending();
        Create.Index("ix_archival_passages_org_archive").OnTable("archival_passages")
            .OnColumn("organization_id").Ascending()
            .OnColumn("archive_id").Ascending();
        Create.Index("archival_passages_org_idx").OnTable("archival_passages").OnColumn("organization_id").Ascending();
        Create.Index("archival_passages_created_at_id_idx").OnTable("archival_passages")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
    }

    public override void Down()
    {
        Irreversible("the names, descriptions and metadata of archives, and archives without passages: nothing held them before");
        Irreversible("what agents share: a passage goes to the owner of its archive alone");
        Irreversible("the agent of a passage whose archive has none: it comes back empty");
        FindAgents();

        Delete.Index("archival_passages_created_at_id_idx").OnTable("archival_passages");
        Delete.Index("archival_passages_org_idx").OnTable("archival_passages");
        Delete.Index("ix_archival_passages_org_archive").OnTable("archival_passages");
        Delete.Index("ix_archival_passages_archive_id").OnTable("archival_passages");
        Delete.ForeignKey("agent_passages_archive_id_fkey").OnTable("archival_passages");

        Rename.Table("archival_passages").To("agent_passages");
        Alter.Table("agent_passages").AddColumn("agent_id").AsVarchar().Nullable().FilledFrom(
            """
            (select l.agent_id from archives_agents l
             where l.archive_id = agent_passages.archive_id order by l.is_owner desc, l.agent_id limit 1)
            """);
        Delete.Column("archive_id").FromTable("agent_passages");
        Delete.Table("archives_agents");
        Delete.Table("archives");

        ForeignKey("agent_passages_agent_id_fkey", "agent_passages", "agent_id", "agents").OnDelete(Rule.Cascade);
        Create.Index("agent_passages_created_at_id_idx").OnTable("agent_passages")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("agent_passages_org_idx").OnTable("agent_passages").OnColumn("organization_id").Ascending();
        Create.Index("ix_agent_passages_org_agent").OnTable("agent_passages")
            .OnColumn("organization_id").Ascending()
            .OnColumn("agent_id").Ascending();
        SetNotNullIfFilled("agent_passages", "agent_id");
    }

    private void CreateArchives()
    {
        Create.Table("archives")
            .WithColumn("name").AsVarchar().NotNullable()
            .WithColumn("description").AsVarchar().Nullable()
            .WithColumn("metadata_").AsJson().Nullable()
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("archives_pkey")
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("archives_organization_id_fkey", "archives", "organization_id", "organizations");
        Create.Index("ix_archives_created_at").OnTable("archives")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending();
        Create.Index("ix_archives_organization_id").OnTable("archives").OnColumn("organization_id").Ascending();

        Create.Table("archives_agents")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("archives_agents_pkey")
            .WithColumn("archive_id").AsVarchar().NotNullable().PrimaryKey("archives_agents_pkey")
            .WithColumn("created_at").AsTimestampTz().NotNullable().WithDefault(SystemMethods.CurrentDateTime)
            .WithColumn("is_owner").AsBoolean().NotNullable();
        Create.UniqueConstraint("unique_agent_archive").OnTable("archives_agents").Column("agent_id");
        ForeignKey("archives_agents_agent_id_fkey", "archives_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("archives_agents_archive_id_fkey", "archives_agents", "archive_id", "archives").OnDelete(Rule.Cascade);
    }

    private void FillArchives()
    {
        Sql($"""
            insert into archives (id, name, description, organization_id, is_deleted)
            select {ArchiveOf("a.id")}, coalesce(nullif(a.name, ''), 'Agent ' || a.id) || '''s Archive',
                   'Default archive created during migration', a.organization_id, p.live = 0
            from agents a
            join (select agent_id, count(case when not is_deleted then 1 end) as live from agent_passages group by agent_id) p on p.agent_id = a.id
            """);
        Sql($"""
            insert into archives_agents (agent_id, archive_id, is_owner)
            select a.id, r.id, true from agents a join archives r on r.id = {ArchiveOf("a.id")} where not r.is_deleted
            """);
    }

    /// <summary>Links the archives that no agent is linked to with the agent that they were made for.</summary>
    private void FindAgents()
    {
        Delete.UniqueConstraint("unique_agent_archive").FromTable("archives_agents");
        Sql($"""
            insert into archives_agents (agent_id, archive_id, is_owner)
            select a.id, r.id, true from agents a join archives r on r.id = {ArchiveOf("a.id")}
            where not exists (select 1 from archives_agents l where l.archive_id = r.id)
            """);
        Create.Index("letta_migration_archives_agents").OnTable("archives_agents").OnColumn("archive_id").Ascending();
    }

    private string ArchiveOf(string agentId) => $"'archive-' || {UuidOf(agentId)}";
}

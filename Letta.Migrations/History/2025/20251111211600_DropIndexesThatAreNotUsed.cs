using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

/// <summary>
/// Each is the beginning of another index, or nothing was looked up by it. Letta also dropped <c>_planetscale_import</c>, a table that its
/// own hosting had left behind; where somebody has one of that name, it is theirs.
/// </summary>
[Revision(20251111211600, "b1c2d3e4f5a6", "drop indexes that are not used", TransactionBehavior.None)]
public sealed class DropIndexesThatAreNotUsed : Revision
{
    public override void Up()
    {
        Delete.Index("ix_agents_organization_id").OnTable("agents");
        Delete.Index("archival_passages_org_idx").OnTable("archival_passages");
        Delete.Index("ix_block_label").OnTable("block");
        Delete.Index("ix_block_organization_id").OnTable("block");
        Delete.Index("ix_block_project_id").OnTable("block");
        Delete.Index("ix_blocks_block_label").OnTable("blocks_agents");
        Delete.Index("ix_files_agents_agent_id").OnTable("files_agents");
        Delete.Index("ix_jobs_created_at").OnTable("jobs");
        Delete.Index("ix_messages_run_id").OnTable("messages");
        Delete.Index("ix_passage_tags_archive_id").OnTable("passage_tags");
        Delete.Index("ix_passage_tags_archive_tag").OnTable("passage_tags");
    }

    public override void Down()
    {
        Create.Index("ix_agents_organization_id").OnTable("agents")
            .OnColumn("organization_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("archival_passages_org_idx").OnTable("archival_passages")
            .OnColumn("organization_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_block_label").OnTable("block").OnColumn("label").Ascending().WithOptions().AsConcurrently();
        Create.Index("ix_block_organization_id").OnTable("block")
            .OnColumn("organization_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_block_project_id").OnTable("block")
            .OnColumn("project_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_blocks_block_label").OnTable("blocks_agents")
            .OnColumn("block_label").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_files_agents_agent_id").OnTable("files_agents")
            .OnColumn("agent_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_jobs_created_at").OnTable("jobs")
            .OnColumn("created_at").Ascending()
            .OnColumn("id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_messages_run_id").OnTable("messages")
            .OnColumn("run_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_passage_tags_archive_id").OnTable("passage_tags")
            .OnColumn("archive_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_passage_tags_archive_tag").OnTable("passage_tags")
            .OnColumn("archive_id").Ascending()
            .OnColumn("tag").Ascending()
            .WithOptions().AsConcurrently();
    }
}

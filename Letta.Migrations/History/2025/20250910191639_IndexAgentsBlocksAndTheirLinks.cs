using FluentMigrator;
using FluentMigrator.Postgres;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250910191639, "18ff61fbc034", "index agents, blocks and their links", TransactionBehavior.None)]
public sealed class IndexAgentsBlocksAndTheirLinks : Revision
{
    public override void Up()
    {
        Create.Index("ix_agents_organization_id").OnTable("agents")
            .OnColumn("organization_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_block_label").OnTable("block").OnColumn("label").Ascending().WithOptions().AsConcurrently();
        Create.Index("ix_blocks_agents_block_id").OnTable("blocks_agents")
            .OnColumn("block_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_sources_agents_source_id").OnTable("sources_agents")
            .OnColumn("source_id").Ascending()
            .WithOptions().AsConcurrently();
        Create.Index("ix_tools_agents_tool_id").OnTable("tools_agents")
            .OnColumn("tool_id").Ascending()
            .WithOptions().AsConcurrently();
    }

    public override void Down()
    {
        Delete.Index("ix_agents_organization_id").OnTable("agents");
        Delete.Index("ix_block_label").OnTable("block");
        Delete.Index("ix_blocks_agents_block_id").OnTable("blocks_agents");
        Delete.Index("ix_sources_agents_source_id").OnTable("sources_agents");
        Delete.Index("ix_tools_agents_tool_id").OnTable("tools_agents");
    }
}

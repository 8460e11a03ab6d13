using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250512170632, "1dc0fee72dea", "index links to blocks and tags")]
public sealed class IndexLinksToBlocksAndTags : Revision
{
    public override void Up()
    {
        Create.Index("ix_blocks_agents_block_label_agent_id").OnTable("blocks_agents")
            .OnColumn("block_label").Ascending()
            .OnColumn("agent_id").Ascending();
        Create.Index("ix_blocks_block_label").OnTable("blocks_agents").OnColumn("block_label").Ascending();
        Create.Index("ix_agents_tags_agent_id_tag").OnTable("agents_tags")
            .OnColumn("agent_id").Ascending()
            .OnColumn("tag").Ascending();
    }

    public override void Down()
    {
        Delete.Index("ix_agents_tags_agent_id_tag").OnTable("agents_tags");
        Delete.Index("ix_blocks_block_label").OnTable("blocks_agents");
        Delete.Index("ix_blocks_agents_block_label_agent_id").OnTable("blocks_agents");
    }
}

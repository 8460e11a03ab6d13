using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251007130117, "038e68cdf0df", "links to blocks go with both ends")]
public sealed class LinksToBlocksGoWithBothEnds : Revision
{
    public override void Up()
    {
        Delete.ForeignKey("blocks_agents_agent_id_fkey").OnTable("blocks_agents");
        Delete.ForeignKey("fk_block_id_label").OnTable("blocks_agents");
        ForeignKey("blocks_agents_agent_id_fkey", "blocks_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
        Create.ForeignKey("fk_block_id_label")
            .FromTable("blocks_agents").ForeignColumns("block_id", "block_label")
            .ToTable("block").PrimaryColumns("id", "label")
            .OnUpdate(Rule.Cascade).OnDelete(Rule.Cascade)
            .Deferrable();
    }

    public override void Down()
    {
        Delete.ForeignKey("blocks_agents_agent_id_fkey").OnTable("blocks_agents");
        Delete.ForeignKey("fk_block_id_label").OnTable("blocks_agents");
        ForeignKey("blocks_agents_agent_id_fkey", "blocks_agents", "agent_id", "agents");
        Create.ForeignKey("fk_block_id_label")
            .FromTable("blocks_agents").ForeignColumns("block_id", "block_label")
            .ToTable("block").PrimaryColumns("id", "label")
            .InitiallyDeferred();
    }
}

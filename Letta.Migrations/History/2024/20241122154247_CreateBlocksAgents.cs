using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241122154247, "1c8880d671ee", "blocks are linked to agents")]
public sealed class CreateBlocksAgents : Revision
{
    public override void Up()
    {
        Create.UniqueConstraint("unique_block_id_label").OnTable("block").Columns("id", "label");

        Create.Table("blocks_agents")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("blocks_agents_pkey")
            .WithColumn("block_id").AsVarchar().NotNullable().PrimaryKey("blocks_agents_pkey")
            .WithColumn("block_label").AsVarchar().NotNullable().PrimaryKey("blocks_agents_pkey")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("blocks_agents_pkey")
            .WithMetaColumns();
        Create.UniqueConstraint("unique_label_per_agent").OnTable("blocks_agents").Columns("agent_id", "block_label");
        ForeignKey("blocks_agents_agent_id_fkey", "blocks_agents", "agent_id", "agents");
        Create.ForeignKey("fk_block_id_label")
            .FromTable("blocks_agents").ForeignColumns("block_id", "block_label").ToTable("block").PrimaryColumns("id", "label");
    }

    public override void Down()
    {
        Irreversible("the links of blocks to agents: the revision after this one has put them back into agents.memory");
        Delete.Table("blocks_agents");
        Delete.UniqueConstraint("unique_block_id_label").FromTable("block");
    }
}

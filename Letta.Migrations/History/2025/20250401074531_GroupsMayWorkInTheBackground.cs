using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250401074531, "74f2ede29317", "groups may work in the background")]
public sealed class GroupsMayWorkInTheBackground : Revision
{
    public override void Up()
    {
        Create.Table("groups_blocks")
            .WithColumn("group_id").AsVarchar().NotNullable().PrimaryKey("groups_blocks_pkey")
            .WithColumn("block_id").AsVarchar().NotNullable().PrimaryKey("groups_blocks_pkey");
        ForeignKey("groups_blocks_block_id_fkey", "groups_blocks", "block_id", "block").OnDelete(Rule.Cascade);
        ForeignKey("groups_blocks_group_id_fkey", "groups_blocks", "group_id", "groups").OnDelete(Rule.Cascade);

        Alter.Table("groups")
            .AddColumn("background_agents_interval").AsInt32().Nullable()
            .AddColumn("turns_counter").AsInt32().Nullable()
            .AddColumn("last_processed_message_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the blocks that groups share, and where a group is in its work: nothing held them before");
        Delete.Column("background_agents_interval").Column("turns_counter").Column("last_processed_message_id").FromTable("groups");
        Delete.Table("groups_blocks");
    }
}

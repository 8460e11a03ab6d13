using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2026;

[Revision(20260114022200, "a1b2c3d4e5f7", "conversations have blocks")]
public sealed class ConversationsHaveBlocks : Revision
{
    public override void Up()
    {
        Create.Table("blocks_conversations")
            .WithColumn("conversation_id").AsVarchar().NotNullable().PrimaryKey("blocks_conversations_pkey")
            .WithColumn("block_id").AsVarchar().NotNullable().PrimaryKey("blocks_conversations_pkey")
            .WithColumn("block_label").AsVarchar().NotNullable().PrimaryKey("blocks_conversations_pkey");
        Create.UniqueConstraint("unique_conversation_block").OnTable("blocks_conversations").Columns("conversation_id", "block_id");
        Create.UniqueConstraint("unique_label_per_conversation").OnTable("blocks_conversations").Columns("conversation_id", "block_label");
        ForeignKey("blocks_conversations_block_id_fkey", "blocks_conversations", "block_id", "block").OnDelete(Rule.Cascade);
        ForeignKey("blocks_conversations_conversation_id_fkey", "blocks_conversations", "conversation_id", "conversations").OnDelete(Rule.Cascade);
        Create.Index("ix_blocks_conversations_block_id").OnTable("blocks_conversations")
            .OnColumn("block_id").Ascending();
    }

    public override void Down()
    {
        Irreversible("the blocks of conversations: nothing linked them before");
        Delete.Table("blocks_conversations");
    }
}

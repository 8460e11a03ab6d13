using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A block that takes the place of the agent's own of that label, in one conversation.</summary>
public sealed class BlocksConversations
{
    public required string ConversationId { get; set; }

    public required string BlockId { get; set; }

    public required string BlockLabel { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<BlocksConversations>
    {
        public void Configure(EntityTypeBuilder<BlocksConversations> entity)
        {
            entity.ToTable("blocks_conversations");
            entity.HasKey(e => new { e.ConversationId, e.BlockId, e.BlockLabel });
            entity.HasOne<Conversation>().WithMany().HasForeignKey(e => e.ConversationId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Block>().WithMany().HasForeignKey(e => e.BlockId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => new { e.ConversationId, e.BlockId }, "unique_conversation_block").IsConstraint();
            entity.HasIndex(e => new { e.ConversationId, e.BlockLabel }, "unique_label_per_conversation").IsConstraint();
            entity.HasIndex(e => e.BlockId, "ix_blocks_conversations_block_id");
        }
    }
}

using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>The place of a message in a conversation.</summary>
public sealed class ConversationMessage : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public string? ConversationId { get; set; }

    public required string AgentId { get; set; }

    public required string MessageId { get; set; }

    public int Position { get; set; }

    public bool InContext { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ConversationMessage>
    {
        public void Configure(EntityTypeBuilder<ConversationMessage> entity)
        {
            entity.ToTable("conversation_messages");
            entity.HasOne<Conversation>().WithMany().HasForeignKey(e => e.ConversationId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Message>().WithMany().HasForeignKey(e => e.MessageId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => new { e.ConversationId, e.MessageId }, "unique_conversation_message").IsConstraint();
            entity.HasIndex(e => new { e.AgentId, e.ConversationId }, "ix_conv_msg_agent_conversation");
            entity.HasIndex(e => e.AgentId, "ix_conv_msg_agent_id");
            entity.HasIndex(e => new { e.ConversationId, e.Position }, "ix_conv_msg_conversation_position");
            entity.HasIndex(e => e.MessageId, "ix_conv_msg_message_id");
        }
    }
}

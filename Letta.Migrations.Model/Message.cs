using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A message to or from an agent.</summary>
public sealed class Message : AuditedEntity, IHasOrganization, IHasAgent
{
    public required string Id { get; set; }

    public required string Role { get; set; }

    public string? Text { get; set; }

    public JsonNode? Content { get; set; }

    public string? Model { get; set; }

    public string? Name { get; set; }

    public required JsonNode ToolCalls { get; set; }

    public string? ToolCallId { get; set; }

    public string? StepId { get; set; }

    public string? RunId { get; set; }

    public string? Otid { get; set; }

    public JsonNode? ToolReturns { get; set; }

    public string? GroupId { get; set; }

    public string? SenderId { get; set; }

    public string? BatchItemId { get; set; }

    public string? ConversationId { get; set; }

    public bool? IsErr { get; set; }

    public string? ApprovalRequestId { get; set; }

    public bool? Approve { get; set; }

    public string? DenialReason { get; set; }

    public JsonNode? Approvals { get; set; }

    public long SequenceId { get; set; }

    public required string OrganizationId { get; set; }

    public required string AgentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> entity)
        {
            entity.ToTable("messages");
            entity.Property(e => e.SequenceId).HasDefaultValueSql("nextval('message_seq_id'::regclass)");
            entity.Property(e => e.CreatedAt).HasNoDefault();
            entity.HasOne<Step>().WithMany().HasForeignKey(e => e.StepId).OnDelete(DeleteBehavior.SetNull)
                .HasConstraintName("fk_messages_step_id");
            entity.HasOne<Run>().WithMany().HasForeignKey(e => e.RunId).OnDelete(DeleteBehavior.SetNull)
                .HasConstraintName("fk_messages_run_id");
            entity.HasOne<Conversation>().WithMany().HasForeignKey(e => e.ConversationId).OnDelete(DeleteBehavior.SetNull);
            entity.HasIndex(e => e.SequenceId, "uq_messages_sequence_id").IsConstraint();
            entity.HasIndex(e => e.UpdatedAt, "idx_messages_on_updated_at");
            entity.HasIndex(e => e.StepId, "idx_messages_step_id");
            entity.HasIndex(e => new { e.AgentId, e.ConversationId, e.SequenceId }, "ix_messages_agent_conversation_sequence");
            entity.HasIndex(e => new { e.AgentId, e.CreatedAt }, "ix_messages_agent_created_at");
            entity.HasIndex(e => new { e.AgentId, e.SequenceId }, "ix_messages_agent_sequence");
            entity.HasIndex(e => e.ConversationId, "ix_messages_conversation_id");
            entity.HasIndex(e => new { e.CreatedAt, e.Id }, "ix_messages_created_at");
            entity.HasIndex(e => new { e.OrganizationId, e.AgentId }, "ix_messages_org_agent");
            entity.HasIndex(e => new { e.RunId, e.SequenceId }, "ix_messages_run_sequence");
        }
    }
}

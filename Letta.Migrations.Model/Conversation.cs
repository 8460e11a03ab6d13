using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>One of the conversations that an agent holds side by side.</summary>
public sealed class Conversation : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string AgentId { get; set; }

    public string? Summary { get; set; }

    public string? Model { get; set; }

    public JsonNode? ModelSettings { get; set; }

    public DateTime? LastMessageAt { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Conversation>
    {
        public void Configure(EntityTypeBuilder<Conversation> entity)
        {
            entity.ToTable("conversations");
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => e.AgentId, "ix_conversations_agent_id");
            entity.HasIndex(e => new { e.OrganizationId, e.AgentId, e.LastMessageAt }, "ix_conversations_org_agent_last_message_at");
            entity.HasIndex(e => new { e.OrganizationId, e.AgentId }, "ix_conversations_org_agent");
        }
    }
}

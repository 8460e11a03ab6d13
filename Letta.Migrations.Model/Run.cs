using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>An agent at work on what it was sent.</summary>
public sealed class Run : AuditedEntity, IHasOrganization, IHasProject, ITemplate
{
    public required string Id { get; set; }

    public required string Status { get; set; }

    [Column(TypeName = "timestamp without time zone")]
    public DateTime? CompletedAt { get; set; }

    public string? StopReason { get; set; }

    public bool? Background { get; set; }

    public JsonNode? Metadata { get; set; }

    public JsonNode? RequestConfig { get; set; }

    public required string AgentId { get; set; }

    public string? ConversationId { get; set; }

    public string? CallbackUrl { get; set; }

    [Column(TypeName = "timestamp without time zone")]
    public DateTime? CallbackSentAt { get; set; }

    public int? CallbackStatusCode { get; set; }

    public string? CallbackError { get; set; }

    public long? TtftNs { get; set; }

    public long? TotalDurationNs { get; set; }

    public required string OrganizationId { get; set; }

    public string? ProjectId { get; set; }

    public string? BaseTemplateId { get; set; }

    public string? TemplateId { get; set; }

    public string? DeploymentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Run>
    {
        public void Configure(EntityTypeBuilder<Run> entity)
        {
            entity.ToTable("runs");
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId);
            entity.HasOne<Conversation>().WithMany().HasForeignKey(e => e.ConversationId).OnDelete(DeleteBehavior.SetNull);
            entity.HasIndex(e => e.AgentId, "ix_runs_agent_id");
            entity.HasIndex(e => e.ConversationId, "ix_runs_conversation_id");
            entity.HasIndex(e => new { e.CreatedAt, e.Id }, "ix_runs_created_at");
            entity.HasIndex(e => e.OrganizationId, "ix_runs_organization_id");
        }
    }
}

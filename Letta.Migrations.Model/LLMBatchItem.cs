using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>The request of one agent within a batch.</summary>
public sealed class LLMBatchItem : AuditedEntity, IHasOrganization, IHasAgent
{
    public required string Id { get; set; }

    public required string LlmBatchId { get; set; }

    public required JsonNode LlmConfig { get; set; }

    public required string RequestStatus { get; set; }

    public required string StepStatus { get; set; }

    public required JsonNode StepState { get; set; }

    public JsonNode? BatchRequestResult { get; set; }

    public required string OrganizationId { get; set; }

    public required string AgentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<LLMBatchItem>
    {
        public void Configure(EntityTypeBuilder<LLMBatchItem> entity)
        {
            entity.ToTable("llm_batch_items");
            entity.HasOne<LLMBatchJob>().WithMany().HasForeignKey(e => e.LlmBatchId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => e.AgentId, "ix_llm_batch_items_agent_id");
            entity.HasIndex(e => e.LlmBatchId, "ix_llm_batch_items_llm_batch_id");
            entity.HasIndex(e => e.RequestStatus, "ix_llm_batch_items_status");
        }
    }
}

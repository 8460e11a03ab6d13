using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A batch of requests, sent to a provider at once.</summary>
public sealed class LLMBatchJob : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string Status { get; set; }

    public required string LlmProvider { get; set; }

    public required JsonNode CreateBatchResponse { get; set; }

    public JsonNode? LatestPollingResponse { get; set; }

    public DateTime? LastPolledAt { get; set; }

    public required string LettaBatchJobId { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<LLMBatchJob>
    {
        public void Configure(EntityTypeBuilder<LLMBatchJob> entity)
        {
            entity.ToTable("llm_batch_job");
            entity.HasOne<Job>().WithMany().HasForeignKey(e => e.LettaBatchJobId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => e.CreatedAt, "ix_llm_batch_job_created_at");
            entity.HasIndex(e => e.Status, "ix_llm_batch_job_status");
        }
    }
}

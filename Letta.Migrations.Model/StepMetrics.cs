using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>How long the parts of a step took.</summary>
public sealed class StepMetrics : AuditedEntity, IHasProject, IHasAgent
{
    public required string Id { get; set; }

    public string? OrganizationId { get; set; }

    public string? ProviderId { get; set; }

    public string? RunId { get; set; }

    public long? StepStartNs { get; set; }

    public long? LlmRequestStartNs { get; set; }

    public long? LlmRequestNs { get; set; }

    public long? ToolExecutionNs { get; set; }

    public long? StepNs { get; set; }

    public string? BaseTemplateId { get; set; }

    public string? TemplateId { get; set; }

    public string? ProjectId { get; set; }

    public required string AgentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<StepMetrics>
    {
        public void Configure(EntityTypeBuilder<StepMetrics> entity)
        {
            entity.ToTable("step_metrics");
            entity.HasOne<Step>().WithOne().HasForeignKey<StepMetrics>(e => e.Id).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Restrict);
            entity.HasOne<Provider>().WithMany().HasForeignKey(e => e.ProviderId).OnDelete(DeleteBehavior.Restrict);
            entity.HasOne<Run>().WithMany().HasForeignKey(e => e.RunId).OnDelete(DeleteBehavior.SetNull)
                .HasConstraintName("fk_step_metrics_run_id");
            entity.HasIndex(e => e.RunId, "ix_step_metrics_run_id");
        }
    }
}

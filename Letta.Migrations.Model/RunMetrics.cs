using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>How long a run took, and with what.</summary>
public sealed class RunMetrics : AuditedEntity, IHasProject, IHasAgent, IHasOrganization, ITemplate
{
    public required string Id { get; set; }

    public long? RunStartNs { get; set; }

    public long? RunNs { get; set; }

    public int? NumSteps { get; set; }

    public IList<string>? ToolsUsed { get; set; }

    public string? ProjectId { get; set; }

    public required string AgentId { get; set; }

    public required string OrganizationId { get; set; }

    public string? BaseTemplateId { get; set; }

    public string? TemplateId { get; set; }

    public string? DeploymentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<RunMetrics>
    {
        public void Configure(EntityTypeBuilder<RunMetrics> entity)
        {
            entity.ToTable("run_metrics");
            entity.HasOne<Run>().WithOne().HasForeignKey<RunMetrics>(e => e.Id).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

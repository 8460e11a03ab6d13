using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>Agents that work together, and how they take turns.</summary>
public sealed class Group : AuditedEntity, IHasOrganization, IHasProject, ITemplate
{
    public required string Id { get; set; }

    public required string Description { get; set; }

    public required string ManagerType { get; set; }

    public string? ManagerAgentId { get; set; }

    public string? TerminationToken { get; set; }

    public int? MaxTurns { get; set; }

    public int? SleeptimeAgentFrequency { get; set; }

    public int? MaxMessageBufferLength { get; set; }

    public int? MinMessageBufferLength { get; set; }

    public int? TurnsCounter { get; set; }

    public string? LastProcessedMessageId { get; set; }

    public bool? Hidden { get; set; }

    public IList<string> AgentIds { get; set; } = [];

    public required string OrganizationId { get; set; }

    public string? ProjectId { get; set; }

    public string? BaseTemplateId { get; set; }

    public string? TemplateId { get; set; }

    public string? DeploymentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Group>
    {
        public void Configure(EntityTypeBuilder<Group> entity)
        {
            entity.ToTable("groups");
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.ManagerAgentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

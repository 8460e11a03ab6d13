using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>What is known of a request to a provider, without its text.</summary>
public sealed class ProviderTraceMetadata : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public string? StepId { get; set; }

    public string? AgentId { get; set; }

    public IList<string>? AgentTags { get; set; }

    public string? CallType { get; set; }

    public string? RunId { get; set; }

    public string? Source { get; set; }

    public string? OrgId { get; set; }

    public string? UserId { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ProviderTraceMetadata>
    {
        public void Configure(EntityTypeBuilder<ProviderTraceMetadata> entity)
        {
            entity.ToTable("provider_trace_metadata");
            entity.HasKey(e => new { e.CreatedAt, e.Id });
            entity.Property(e => e.CreatedAt).IsRequired();
            entity.HasIndex(e => e.Id, "ix_provider_trace_metadata_id").IsUnique();
            entity.HasIndex(e => e.StepId, "ix_provider_trace_metadata_step_id");
        }
    }
}

using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A model that a provider offers.</summary>
public sealed class ProviderModel : AuditedEntity
{
    public required string Id { get; set; }

    public required string Handle { get; set; }

    public required string DisplayName { get; set; }

    public required string Name { get; set; }

    public required string ProviderId { get; set; }

    public string? OrganizationId { get; set; }

    public required string ModelType { get; set; }

    public bool Enabled { get; set; } = true;

    public required string ModelEndpointType { get; set; }

    public int? MaxContextWindow { get; set; }

    public bool? SupportsTokenStreaming { get; set; }

    public bool? SupportsToolCalling { get; set; }

    public int? EmbeddingDim { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ProviderModel>
    {
        public void Configure(EntityTypeBuilder<ProviderModel> entity)
        {
            entity.ToTable("provider_models");
            entity.Property(e => e.Enabled).HasDefaultValueSql("true").ValueGeneratedNever();
            entity.HasOne<Provider>().WithMany().HasForeignKey(e => e.ProviderId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => new { e.Handle, e.OrganizationId, e.ModelType }, "unique_handle_per_org_and_type").IsConstraint();
            entity.HasIndex(e => new { e.Name, e.ProviderId, e.ModelType }, "unique_model_per_provider_and_type").IsConstraint();
            entity.HasIndex(e => e.Handle, "ix_provider_models_handle");
            entity.HasIndex(e => e.ModelType, "ix_provider_models_model_type");
            entity.HasIndex(e => e.OrganizationId, "ix_provider_models_organization_id");
            entity.HasIndex(e => e.ProviderId, "ix_provider_models_provider_id");
        }
    }
}

using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A provider of models, with the keys to it.</summary>
public sealed class Provider : AuditedEntity
{
    public required string Id { get; set; }

    public string? OrganizationId { get; set; }

    public required string Name { get; set; }

    public string? ProviderType { get; set; }

    public string? ProviderCategory { get; set; }

    public string? ApiKey { get; set; }

    public string? BaseUrl { get; set; }

    public string? AccessKey { get; set; }

    public string? Region { get; set; }

    public string? ApiVersion { get; set; }

    [Column(TypeName = "text")]
    public string? ApiKeyEnc { get; set; }

    [Column(TypeName = "text")]
    public string? AccessKeyEnc { get; set; }

    public DateTime? LastSynced { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Provider>
    {
        public void Configure(EntityTypeBuilder<Provider> entity)
        {
            entity.ToTable("providers");
            entity.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId);
            entity.HasIndex(e => new { e.Name, e.OrganizationId }, "unique_name_organization_id").IsConstraint();
        }
    }
}

using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>How the code of tools is run, for each kind of sandbox.</summary>
public sealed class SandboxConfig : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public SandboxType Type { get; set; }

    public required JsonNode Config { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SandboxConfig>
    {
        public void Configure(EntityTypeBuilder<SandboxConfig> entity)
        {
            entity.ToTable("sandbox_configs");
            entity.HasIndex(e => new { e.Type, e.OrganizationId }, "uix_type_organization").IsConstraint();
        }
    }
}

using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A variable in the environment of a sandbox.</summary>
public sealed class SandboxEnvironmentVariable : AuditedEntity, IHasOrganization, IHasSandboxConfig
{
    public required string Id { get; set; }

    public required string Key { get; set; }

    public required string Value { get; set; }

    public string? Description { get; set; }

    [Column(TypeName = "text")]
    public string? ValueEnc { get; set; }

    public required string OrganizationId { get; set; }

    public required string SandboxConfigId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SandboxEnvironmentVariable>
    {
        public void Configure(EntityTypeBuilder<SandboxEnvironmentVariable> entity)
        {
            entity.ToTable("sandbox_environment_variables");
            entity.HasIndex(e => new { e.Key, e.SandboxConfigId }, "uix_key_sandbox_config").IsConstraint();
        }
    }
}

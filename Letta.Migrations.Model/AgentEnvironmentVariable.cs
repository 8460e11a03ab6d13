using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A variable in the environment that the tools of one agent run in.</summary>
public sealed class AgentEnvironmentVariable : AuditedEntity, IHasOrganization, IHasAgent
{
    public required string Id { get; set; }

    public required string Key { get; set; }

    public required string Value { get; set; }

    public string? Description { get; set; }

    [Column(TypeName = "text")]
    public string? ValueEnc { get; set; }

    public required string OrganizationId { get; set; }

    public required string AgentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AgentEnvironmentVariable>
    {
        public void Configure(EntityTypeBuilder<AgentEnvironmentVariable> entity)
        {
            entity.ToTable("agent_environment_variables");
            entity.HasIndex(e => new { e.Key, e.AgentId }, "uix_key_agent").IsConstraint();
            entity.HasIndex(e => e.AgentId, "idx_agent_environment_variables_agent_id");
        }
    }
}

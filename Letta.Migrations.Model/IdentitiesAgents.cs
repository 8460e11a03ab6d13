using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>An agent that belongs to an identity.</summary>
public sealed class IdentitiesAgents
{
    public required string IdentityId { get; set; }

    public required string AgentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<IdentitiesAgents>
    {
        public void Configure(EntityTypeBuilder<IdentitiesAgents> entity)
        {
            entity.ToTable("identities_agents");
            entity.HasKey(e => new { e.IdentityId, e.AgentId });
            entity.HasOne<Identity>().WithMany().HasForeignKey(e => e.IdentityId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

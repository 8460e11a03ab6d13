using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>An archive that an agent can reach; one at most.</summary>
public sealed class ArchivesAgents
{
    public required string AgentId { get; set; }

    public required string ArchiveId { get; set; }

    public DateTime CreatedAt { get; set; }

    public bool IsOwner { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ArchivesAgents>
    {
        public void Configure(EntityTypeBuilder<ArchivesAgents> entity)
        {
            entity.ToTable("archives_agents");
            entity.HasKey(e => new { e.AgentId, e.ArchiveId });
            entity.Property(e => e.CreatedAt).HasDefaultValueSql("now()");
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Archive>().WithMany().HasForeignKey(e => e.ArchiveId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => e.AgentId, "unique_agent_archive").IsConstraint();
        }
    }
}

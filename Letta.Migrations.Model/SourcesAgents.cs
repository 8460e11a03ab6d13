using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A source that an agent can read.</summary>
public sealed class SourcesAgents
{
    public required string AgentId { get; set; }

    public required string SourceId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SourcesAgents>
    {
        public void Configure(EntityTypeBuilder<SourcesAgents> entity)
        {
            entity.ToTable("sources_agents");
            entity.HasKey(e => new { e.AgentId, e.SourceId });
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Source>().WithMany().HasForeignKey(e => e.SourceId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => e.SourceId, "ix_sources_agents_source_id");
        }
    }
}

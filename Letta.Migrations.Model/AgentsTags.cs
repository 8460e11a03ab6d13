using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A tag of an agent. The table lost its primary key; the constraint that is left does its work.</summary>
public sealed class AgentsTags
{
    public required string AgentId { get; set; }

    public required string Tag { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AgentsTags>
    {
        public void Configure(EntityTypeBuilder<AgentsTags> entity)
        {
            entity.ToTable("agents_tags");
            entity.HasKey(e => new { e.AgentId, e.Tag }).HasName("unique_agent_tag").IsUniqueConstraint();
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId);
            entity.HasIndex(e => new { e.AgentId, e.Tag }, "ix_agents_tags_agent_id_tag");
            entity.HasIndex(e => new { e.Tag, e.AgentId }, "ix_agents_tags_tag_agent_id");
        }
    }
}

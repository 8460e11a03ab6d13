using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>An agent in a group.</summary>
public sealed class GroupsAgents
{
    public required string GroupId { get; set; }

    public required string AgentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<GroupsAgents>
    {
        public void Configure(EntityTypeBuilder<GroupsAgents> entity)
        {
            entity.ToTable("groups_agents");
            entity.HasKey(e => new { e.GroupId, e.AgentId });
            entity.HasOne<Group>().WithMany().HasForeignKey(e => e.GroupId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

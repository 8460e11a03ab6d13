using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A tool that an agent has. The table lost its primary key; the constraint that is left does its work.</summary>
public sealed class ToolsAgents
{
    public required string AgentId { get; set; }

    public required string ToolId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ToolsAgents>
    {
        public void Configure(EntityTypeBuilder<ToolsAgents> entity)
        {
            entity.ToTable("tools_agents");
            entity.HasKey(e => new { e.AgentId, e.ToolId }).HasName("unique_agent_tool").IsUniqueConstraint();
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Tool>().WithMany().HasForeignKey(e => e.ToolId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => e.ToolId, "ix_tools_agents_tool_id");
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Letta.Migrations.Model;

/// <summary>A block in the memory of an agent. The table lost its primary key; the constraints that are left do its work.</summary>
public sealed class BlocksAgents
{
    public required string AgentId { get; set; }

    public required string BlockId { get; set; }

    public required string BlockLabel { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<BlocksAgents>
    {
        public void Configure(EntityTypeBuilder<BlocksAgents> entity)
        {
            entity.ToTable("blocks_agents");
            entity.HasKey(e => new { e.AgentId, e.BlockId }).HasName("unique_agent_block").IsUniqueConstraint();
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Block>().WithMany().HasForeignKey(e => e.BlockId).OnDelete(DeleteBehavior.Cascade)
                .HasConstraintName("fk_block_id_label")
                .Carrying(e => e.BlockLabel, block => block.Label)
                .OnUpdate(ReferentialAction.Cascade)
                .Deferrable();
            entity.HasIndex(e => new { e.AgentId, e.BlockLabel }, "unique_label_per_agent").IsConstraint();
            entity.HasIndex(e => e.BlockId, "ix_blocks_agents_block_id");
            entity.HasIndex(e => new { e.BlockLabel, e.AgentId }, "ix_blocks_agents_block_label_agent_id");
        }
    }
}

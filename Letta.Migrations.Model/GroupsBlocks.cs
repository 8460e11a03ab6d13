using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A block that a group shares.</summary>
public sealed class GroupsBlocks
{
    public required string GroupId { get; set; }

    public required string BlockId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<GroupsBlocks>
    {
        public void Configure(EntityTypeBuilder<GroupsBlocks> entity)
        {
            entity.ToTable("groups_blocks");
            entity.HasKey(e => new { e.GroupId, e.BlockId });
            entity.HasOne<Group>().WithMany().HasForeignKey(e => e.GroupId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Block>().WithMany().HasForeignKey(e => e.BlockId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

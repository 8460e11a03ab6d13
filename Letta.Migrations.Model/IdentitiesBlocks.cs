using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A block that belongs to an identity.</summary>
public sealed class IdentitiesBlocks
{
    public required string IdentityId { get; set; }

    public required string BlockId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<IdentitiesBlocks>
    {
        public void Configure(EntityTypeBuilder<IdentitiesBlocks> entity)
        {
            entity.ToTable("identities_blocks");
            entity.HasKey(e => new { e.IdentityId, e.BlockId });
            entity.HasOne<Identity>().WithMany().HasForeignKey(e => e.IdentityId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Block>().WithMany().HasForeignKey(e => e.BlockId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

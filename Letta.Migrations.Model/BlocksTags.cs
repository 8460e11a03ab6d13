using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A tag of a block.</summary>
public sealed class BlocksTags : AuditedEntity, IHasOrganization
{
    public required string BlockId { get; set; }

    public required string Tag { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<BlocksTags>
    {
        public void Configure(EntityTypeBuilder<BlocksTags> entity)
        {
            entity.ToTable("blocks_tags");
            entity.HasKey(e => new { e.BlockId, e.Tag }).HasName("unique_block_tag");
            entity.HasOne<Block>().WithMany().HasForeignKey(e => e.BlockId);
        }
    }
}

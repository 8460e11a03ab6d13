using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A state that a block was in, to go back to.</summary>
public sealed class BlockHistory : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    [Column(TypeName = "text")]
    public string? Description { get; set; }

    public required string Label { get; set; }

    [Column(TypeName = "text")]
    public required string Value { get; set; }

    public long Limit { get; set; }

    public JsonNode? Metadata { get; set; }

    public string? ActorType { get; set; }

    public string? ActorId { get; set; }

    public required string BlockId { get; set; }

    public int SequenceNumber { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<BlockHistory>
    {
        public void Configure(EntityTypeBuilder<BlockHistory> entity)
        {
            entity.ToTable("block_history");
            entity.HasOne<Block>().WithMany().HasForeignKey(e => e.BlockId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => new { e.BlockId, e.SequenceNumber }, "ix_block_history_block_id_sequence").IsUnique();
        }
    }
}

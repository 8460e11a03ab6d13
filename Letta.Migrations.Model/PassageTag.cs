using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A tag of a passage.</summary>
public sealed class PassageTag : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string Tag { get; set; }

    public required string PassageId { get; set; }

    public required string ArchiveId { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<PassageTag>
    {
        public void Configure(EntityTypeBuilder<PassageTag> entity)
        {
            entity.ToTable("passage_tags");
            entity.HasOne<ArchivalPassage>().WithMany().HasForeignKey(e => e.PassageId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Archive>().WithMany().HasForeignKey(e => e.ArchiveId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => new { e.PassageId, e.Tag }, "uq_passage_tag").IsConstraint();
            entity.HasIndex(e => new { e.OrganizationId, e.ArchiveId }, "ix_passage_tags_org_archive");
            entity.HasIndex(e => e.Tag, "ix_passage_tags_tag");
        }
    }
}

using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pgvector;

namespace Letta.Migrations.Model;

/// <summary>A piece of text in an archive, with its embedding.</summary>
public sealed class ArchivalPassage : AuditedEntity, IHasOrganization, IHasArchive
{
    public required string Id { get; set; }

    public required string Text { get; set; }

    public JsonNode? EmbeddingConfig { get; set; }

    public required JsonNode Metadata { get; set; }

    public IList<string>? Tags { get; set; }

    [Column(TypeName = "vector(4096)")]
    public Vector? Embedding { get; set; }

    public required string OrganizationId { get; set; }

    public required string ArchiveId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ArchivalPassage>
    {
        public void Configure(EntityTypeBuilder<ArchivalPassage> entity)
        {
            entity.ToTable("archival_passages");
            entity.HasKey(e => e.Id).HasName("agent_passages_pkey");
            entity.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId)
                .HasConstraintName("agent_passages_organization_id_fkey");
            entity.HasOne<Archive>().WithMany().HasForeignKey(e => e.ArchiveId).OnDelete(DeleteBehavior.Cascade)
                .HasConstraintName("agent_passages_archive_id_fkey");
            entity.HasIndex(e => new { e.CreatedAt, e.Id }, "archival_passages_created_at_id_idx");
            entity.HasIndex(e => e.ArchiveId, "ix_archival_passages_archive_id");
            entity.HasIndex(e => new { e.OrganizationId, e.ArchiveId }, "ix_archival_passages_org_archive");
        }
    }
}

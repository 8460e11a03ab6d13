using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A file that was uploaded to a source.</summary>
public sealed class FileMetadata : AuditedEntity, IHasOrganization, IHasSource
{
    public required string Id { get; set; }

    public string? FileName { get; set; }

    public string? OriginalFileName { get; set; }

    public string? FilePath { get; set; }

    public string? FileType { get; set; }

    public int? FileSize { get; set; }

    public string? FileCreationDate { get; set; }

    public string? FileLastModifiedDate { get; set; }

    public required string ProcessingStatus { get; set; }

    [Column(TypeName = "text")]
    public string? ErrorMessage { get; set; }

    public int? TotalChunks { get; set; }

    public int? ChunksEmbedded { get; set; }

    public required string OrganizationId { get; set; }

    public required string SourceId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<FileMetadata>
    {
        public void Configure(EntityTypeBuilder<FileMetadata> entity)
        {
            entity.ToTable("files");
            entity.HasIndex(e => new { e.OrganizationId, e.CreatedAt }, "ix_files_org_created").IsDescending(false, true);
            entity.HasIndex(e => e.ProcessingStatus, "ix_files_processing_status");
            entity.HasIndex(e => new { e.SourceId, e.CreatedAt }, "ix_files_source_created").IsDescending(false, true);
        }
    }
}

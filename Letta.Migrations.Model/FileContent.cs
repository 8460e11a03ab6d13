using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>The whole text of a file.</summary>
public sealed class FileContent : AuditedEntity
{
    public required string Id { get; set; }

    public required string FileId { get; set; }

    [Column(TypeName = "text")]
    public required string Text { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<FileContent>
    {
        public void Configure(EntityTypeBuilder<FileContent> entity)
        {
            entity.ToTable("file_contents");
            entity.HasKey(e => new { e.FileId, e.Id });
            entity.HasOne<FileMetadata>().WithMany().HasForeignKey(e => e.FileId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => e.FileId, "uq_file_contents_file_id").IsConstraint();
        }
    }
}

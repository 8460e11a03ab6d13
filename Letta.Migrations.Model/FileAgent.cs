using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A file as an agent sees it: open or closed, and which lines of it.</summary>
public sealed class FileAgent : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string FileId { get; set; }

    public required string AgentId { get; set; }

    public required string SourceId { get; set; }

    public required string FileName { get; set; }

    public bool IsOpen { get; set; }

    [Column(TypeName = "text")]
    public string? VisibleContent { get; set; }

    public DateTime LastAccessedAt { get; set; }

    public int? StartLine { get; set; }

    public int? EndLine { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<FileAgent>
    {
        public void Configure(EntityTypeBuilder<FileAgent> entity)
        {
            entity.ToTable("files_agents");
            entity.HasKey(e => new { e.Id, e.FileId, e.AgentId });
            entity.Property(e => e.LastAccessedAt).HasDefaultValueSql("now()");
            entity.HasOne<FileMetadata>().WithMany().HasForeignKey(e => e.FileId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Agent>().WithMany().HasForeignKey(e => e.AgentId).OnDelete(DeleteBehavior.Cascade);
            entity.HasOne<Source>().WithMany().HasForeignKey(e => e.SourceId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => new { e.AgentId, e.FileName }, "uq_agent_filename").IsConstraint();
            entity.HasIndex(e => new { e.FileId, e.AgentId }, "uq_file_agent").IsConstraint();
            entity.HasIndex(e => new { e.AgentId, e.FileName }, "ix_agent_filename");
            entity.HasIndex(e => new { e.FileId, e.AgentId }, "ix_file_agent");
        }
    }
}

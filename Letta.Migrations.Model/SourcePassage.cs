using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pgvector;

namespace Letta.Migrations.Model;

/// <summary>A piece of a file's text, with its embedding.</summary>
public sealed class SourcePassage : AuditedEntity, IHasOrganization, IHasFile, IHasSource
{
    public required string Id { get; set; }

    public required string FileName { get; set; }

    public required string Text { get; set; }

    public JsonNode? EmbeddingConfig { get; set; }

    public required JsonNode Metadata { get; set; }

    public IList<string>? Tags { get; set; }

    [Column(TypeName = "vector(4096)")]
    public Vector? Embedding { get; set; }

    public required string OrganizationId { get; set; }

    public string? FileId { get; set; }

    public required string SourceId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SourcePassage>
    {
        public void Configure(EntityTypeBuilder<SourcePassage> entity)
        {
            entity.ToTable("source_passages");
            entity.HasIndex(e => new { e.CreatedAt, e.Id }, "source_passages_created_at_id_idx");
            entity.HasIndex(e => e.FileId, "source_passages_file_id_idx");
            entity.HasIndex(e => e.OrganizationId, "source_passages_org_idx");
        }
    }
}

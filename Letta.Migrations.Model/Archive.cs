using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A collection of passages that agents share.</summary>
public sealed class Archive : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public VectorDbProvider VectorDbProvider { get; set; }

    public JsonNode? EmbeddingConfig { get; set; }

    public JsonNode? Metadata { get; set; }

    [Column("_vector_db_namespace")]
    public string? VectorDbNamespace { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Archive>
    {
        public void Configure(EntityTypeBuilder<Archive> entity)
        {
            entity.ToTable("archives");
            entity.HasIndex(e => new { e.CreatedAt, e.Id }, "ix_archives_created_at");
            entity.HasIndex(e => e.OrganizationId, "ix_archives_organization_id");
        }
    }
}

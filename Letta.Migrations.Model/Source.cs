using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>Files on one subject, for agents to read.</summary>
public sealed class Source : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public string? Instructions { get; set; }

    public required JsonNode EmbeddingConfig { get; set; }

    public JsonNode? Metadata { get; set; }

    public VectorDbProvider VectorDbProvider { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Source>
    {
        public void Configure(EntityTypeBuilder<Source> entity)
        {
            entity.ToTable("sources");
            entity.HasIndex(e => new { e.Name, e.OrganizationId }, "uq_source_name_organization").IsConstraint();
            entity.HasIndex(e => new { e.CreatedAt, e.Id }, "source_created_at_id_idx");
        }
    }
}

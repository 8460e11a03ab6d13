using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>Somebody whom agents know, such as a user of the application.</summary>
public sealed class Identity : AuditedEntity, IHasOrganization, IHasProject
{
    public required string Id { get; set; }

    public required string IdentifierKey { get; set; }

    public required string Name { get; set; }

    public required string IdentityType { get; set; }

    public JsonNode Properties { get; set; } = new JsonArray();

    public required string OrganizationId { get; set; }

    public string? ProjectId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Identity>
    {
        public void Configure(EntityTypeBuilder<Identity> entity)
        {
            entity.ToTable("identities");
            entity.Property(e => e.Properties).HasDefaultValueSql("'[]'::jsonb");
            entity.Property(e => e.CreatedAt).HasDefaultValueSql("CURRENT_TIMESTAMP");
            entity.Property(e => e.UpdatedAt).HasDefaultValueSql("CURRENT_TIMESTAMP");
            entity.HasIndex(e => new { e.IdentifierKey, e.ProjectId, e.OrganizationId }, "unique_identifier_key_project_id_organization_id")
                .IsConstraint().AreNullsDistinct(false);
        }
    }
}

using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A part of what an agent keeps in its context, such as "human" or "persona".</summary>
public sealed class Block : AuditedEntity, IHasOrganization, IHasProject, ITemplateEntity, ITemplate
{
    public required string Id { get; set; }

    public string? TemplateName { get; set; }

    public string? Description { get; set; }

    public required string Label { get; set; }

    public bool IsTemplate { get; set; }

    public bool? PreserveOnMigration { get; set; }

    public required string Value { get; set; }

    public int Limit { get; set; }

    public JsonNode? Metadata { get; set; }

    public bool ReadOnly { get; set; }

    public bool? Hidden { get; set; }

    public string? CurrentHistoryEntryId { get; set; }

    public int Version { get; set; }

    public required string OrganizationId { get; set; }

    public string? ProjectId { get; set; }

    public string? EntityId { get; set; }

    public string? BaseTemplateId { get; set; }

    public string? TemplateId { get; set; }

    public string? DeploymentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Block>
    {
        public void Configure(EntityTypeBuilder<Block> entity)
        {
            entity.ToTable("block");
            entity.Property(e => e.Version).HasDefaultValueSql("1");
            entity.HasOne<BlockHistory>().WithMany().HasForeignKey(e => e.CurrentHistoryEntryId)
                .HasConstraintName("fk_block_current_history_entry");
            entity.HasIndex(e => new { e.Id, e.Label }, "unique_block_id_label").IsConstraint();
            entity.HasIndex(e => new { e.CreatedAt, e.Label }, "created_at_label_idx");
            entity.HasIndex(e => e.CurrentHistoryEntryId, "ix_block_current_history_entry_id");
            entity.HasIndex(e => e.Hidden, "ix_block_hidden");
            entity.HasIndex(e => e.IsTemplate, "ix_block_is_template");
            entity.HasIndex(e => new { e.OrganizationId, e.ProjectId, e.IsTemplate }, "ix_block_org_project_template");
            entity.HasIndex(e => new { e.OrganizationId, e.DeploymentId }, "ix_block_organization_id_deployment_id");
        }
    }
}

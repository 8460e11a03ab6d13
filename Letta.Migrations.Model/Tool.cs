using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A tool that agents can call.</summary>
public sealed class Tool : AuditedEntity, IHasOrganization, IHasProject
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string ToolType { get; set; }

    public int? ReturnCharLimit { get; set; }

    public string? Description { get; set; }

    public IList<string> Tags { get; set; } = [];

    public required string SourceType { get; set; }

    public string? SourceCode { get; set; }

    public JsonNode? JsonSchema { get; set; }

    public JsonNode? ArgsJsonSchema { get; set; }

    public JsonNode? PipRequirements { get; set; }

    public JsonNode? NpmRequirements { get; set; }

    public bool? DefaultRequiresApproval { get; set; }

    public bool? EnableParallelExecution { get; set; }

    public JsonNode? Metadata { get; set; }

    public required string OrganizationId { get; set; }

    public string? ProjectId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Tool>
    {
        public void Configure(EntityTypeBuilder<Tool> entity)
        {
            entity.ToTable("tools");
            entity.HasIndex(e => new { e.Name, e.OrganizationId }, "uix_name_organization").IsConstraint();
            entity.HasIndex(e => new { e.OrganizationId, e.ProjectId, e.Name }, "uix_organization_project_name")
                .IsConstraint().AreNullsDistinct(false);
            entity.HasIndex(e => new { e.CreatedAt, e.Name }, "ix_tools_created_at_name");
            entity.HasIndex(e => new { e.OrganizationId, e.Name }, "ix_tools_organization_id_name");
            entity.HasIndex(e => e.OrganizationId, "ix_tools_organization_id");
        }
    }
}

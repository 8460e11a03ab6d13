using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>An agent: its model, its memory and how it is run.</summary>
public sealed class Agent : AuditedEntity, IHasOrganization, IHasProject, ITemplateEntity, ITemplate
{
    public required string Id { get; set; }

    public string? AgentType { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? System { get; set; }

    public IList<string>? MessageIds { get; set; }

    public JsonNode? ResponseFormat { get; set; }

    public JsonNode? Metadata { get; set; }

    public JsonNode? LlmConfig { get; set; }

    public JsonNode? EmbeddingConfig { get; set; }

    public JsonNode? CompactionSettings { get; set; }

    public JsonNode? ToolRules { get; set; }

    public bool MessageBufferAutoclear { get; set; }

    public bool? EnableSleeptime { get; set; }

    public DateTime? LastRunCompletion { get; set; }

    public int? LastRunDurationMs { get; set; }

    public string? LastStopReason { get; set; }

    public string? Timezone { get; set; }

    public int? MaxFilesOpen { get; set; }

    public int? PerFileViewWindowCharLimit { get; set; }

    public bool? Hidden { get; set; }

    [Column("_vector_db_namespace")]
    public string? VectorDbNamespace { get; set; }

    public required string OrganizationId { get; set; }

    public string? ProjectId { get; set; }

    public string? EntityId { get; set; }

    public string? BaseTemplateId { get; set; }

    public string? TemplateId { get; set; }

    public string? DeploymentId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Agent>
    {
        public void Configure(EntityTypeBuilder<Agent> entity)
        {
            entity.ToTable("agents");
            entity.HasIndex(e => new { e.CreatedAt, e.Id }, "ix_agents_created_at");
            entity.HasIndex(e => new { e.OrganizationId, e.CreatedById }, "ix_agents_organization_id_created_by_id");
            entity.HasIndex(e => new { e.OrganizationId, e.DeploymentId }, "ix_agents_organization_id_deployment_id");
            entity.HasIndex(e => e.ProjectId, "ix_agents_project_id");
        }
    }
}

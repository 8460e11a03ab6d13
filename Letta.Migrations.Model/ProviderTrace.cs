using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A request to a provider and its answer.</summary>
public sealed class ProviderTrace : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required JsonNode RequestJson { get; set; }

    public required JsonNode ResponseJson { get; set; }

    public string? StepId { get; set; }

    public string? AgentId { get; set; }

    public IList<string>? AgentTags { get; set; }

    public string? CallType { get; set; }

    public string? RunId { get; set; }

    public string? Source { get; set; }

    public string? OrgId { get; set; }

    public string? UserId { get; set; }

    public JsonNode? CompactionSettings { get; set; }

    public JsonNode? LlmConfig { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ProviderTrace>
    {
        public void Configure(EntityTypeBuilder<ProviderTrace> entity)
        {
            entity.ToTable("provider_traces");
            entity.HasIndex(e => e.StepId, "ix_step_id");
        }
    }
}

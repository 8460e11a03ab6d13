using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>One turn of an agent: one request to its model, and its cost.</summary>
public sealed class Step : AuditedEntity, IHasProject
{
    public required string Id { get; set; }

    public string? Origin { get; set; }

    public string? OrganizationId { get; set; }

    public string? ProviderId { get; set; }

    public string? RunId { get; set; }

    public string? AgentId { get; set; }

    public string? ProviderName { get; set; }

    public string? ProviderCategory { get; set; }

    public string? Model { get; set; }

    public string? ModelHandle { get; set; }

    public string? ModelEndpoint { get; set; }

    public int? ContextWindowLimit { get; set; }

    public int CompletionTokens { get; set; }

    public int PromptTokens { get; set; }

    public int TotalTokens { get; set; }

    public int? CachedInputTokens { get; set; }

    public int? CacheWriteTokens { get; set; }

    public int? ReasoningTokens { get; set; }

    public JsonNode? CompletionTokensDetails { get; set; }

    public JsonNode? PromptTokensDetails { get; set; }

    public string? StopReason { get; set; }

    public IList<string>? Tags { get; set; }

    public string? Tid { get; set; }

    public string? TraceId { get; set; }

    public string? RequestId { get; set; }

    public string? Feedback { get; set; }

    public string? ErrorType { get; set; }

    public JsonNode? ErrorData { get; set; }

    public StepStatus? Status { get; set; }

    public string? ProjectId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Step>
    {
        public void Configure(EntityTypeBuilder<Step> entity)
        {
            entity.ToTable("steps");
            entity.HasKey(e => e.Id).HasName("pk_steps_id");
            entity.Property(e => e.CompletionTokens).HasDefaultValueSql("0");
            entity.Property(e => e.PromptTokens).HasDefaultValueSql("0");
            entity.Property(e => e.TotalTokens).HasDefaultValueSql("0");
            // The history gave each of these two constraints the name of the other.
            entity.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).OnDelete(DeleteBehavior.Restrict)
                .HasConstraintName("fk_steps_provider_id");
            entity.HasOne<Provider>().WithMany().HasForeignKey(e => e.ProviderId).OnDelete(DeleteBehavior.Restrict)
                .HasConstraintName("fk_steps_organization_id");
            entity.HasOne<Run>().WithMany().HasForeignKey(e => e.RunId).OnDelete(DeleteBehavior.SetNull)
                .HasConstraintName("fk_steps_run_id");
            entity.HasIndex(e => e.RunId, "ix_steps_run_id");
        }
    }
}

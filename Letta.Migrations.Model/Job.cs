using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>Work in the background, owned by a user.</summary>
public sealed class Job : AuditedEntity, IHasUser
{
    public required string Id { get; set; }

    public required string Status { get; set; }

    [Column(TypeName = "timestamp without time zone")]
    public DateTime? CompletedAt { get; set; }

    public string? StopReason { get; set; }

    public bool? Background { get; set; }

    public JsonNode? Metadata { get; set; }

    public required string JobType { get; set; }

    public JsonNode? RequestConfig { get; set; }

    public string? OrganizationId { get; set; }

    public string? CallbackUrl { get; set; }

    [Column(TypeName = "timestamp without time zone")]
    public DateTime? CallbackSentAt { get; set; }

    public int? CallbackStatusCode { get; set; }

    public string? CallbackError { get; set; }

    public long? TtftNs { get; set; }

    public long? TotalDurationNs { get; set; }

    public required string UserId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> entity)
        {
            entity.ToTable("jobs");
            entity.HasOne<Organization>().WithMany().HasForeignKey(e => e.OrganizationId).HasConstraintName("fk_jobs_organization_id");
            entity.HasIndex(e => e.UserId, "ix_jobs_user_id");
        }
    }
}

using System.ComponentModel.DataAnnotations.Schema;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A session of signing in to an MCP server.</summary>
public sealed class MCPOAuth : AuditedEntity, IHasOrganization, IHasUser
{
    public required string Id { get; set; }

    [Column(TypeName = "character varying(255)")]
    public required string State { get; set; }

    [Column(TypeName = "character varying(255)")]
    public string? ServerId { get; set; }

    [Column(TypeName = "text")]
    public required string ServerUrl { get; set; }

    [Column(TypeName = "text")]
    public required string ServerName { get; set; }

    [Column(TypeName = "text")]
    public string? AuthorizationUrl { get; set; }

    [Column(TypeName = "text")]
    public string? AuthorizationCode { get; set; }

    [Column(TypeName = "text")]
    public string? AuthorizationCodeEnc { get; set; }

    [Column(TypeName = "text")]
    public string? AccessToken { get; set; }

    [Column(TypeName = "text")]
    public string? AccessTokenEnc { get; set; }

    [Column(TypeName = "text")]
    public string? RefreshToken { get; set; }

    [Column(TypeName = "text")]
    public string? RefreshTokenEnc { get; set; }

    [Column(TypeName = "character varying(50)")]
    public required string TokenType { get; set; }

    public DateTime? ExpiresAt { get; set; }

    [Column(TypeName = "text")]
    public string? Scope { get; set; }

    [Column(TypeName = "text")]
    public string? ClientId { get; set; }

    [Column(TypeName = "text")]
    public string? ClientSecret { get; set; }

    [Column(TypeName = "text")]
    public string? ClientSecretEnc { get; set; }

    [Column(TypeName = "text")]
    public string? RedirectUri { get; set; }

    [Column(TypeName = "character varying(20)")]
    public required string Status { get; set; }

    public required string OrganizationId { get; set; }

    public required string UserId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<MCPOAuth>
    {
        public void Configure(EntityTypeBuilder<MCPOAuth> entity)
        {
            entity.ToTable("mcp_oauth");
            entity.Property(e => e.CreatedAt).IsRequired().HasNoDefault();
            entity.Property(e => e.UpdatedAt).IsRequired().HasNoDefault();
            entity.HasOne<MCPServer>().WithMany().HasForeignKey(e => e.ServerId).OnDelete(DeleteBehavior.Cascade);
            entity.HasIndex(e => e.State, "mcp_oauth_state_key").IsConstraint();
        }
    }
}

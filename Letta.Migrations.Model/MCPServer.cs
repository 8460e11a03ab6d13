using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>A server of tools, by the Model Context Protocol.</summary>
public sealed class MCPServer : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string ServerName { get; set; }

    public required string ServerType { get; set; }

    public string? ServerUrl { get; set; }

    public string? Token { get; set; }

    [Column(TypeName = "text")]
    public string? TokenEnc { get; set; }

    public JsonNode? CustomHeaders { get; set; }

    [Column(TypeName = "text")]
    public string? CustomHeadersEnc { get; set; }

    public JsonNode? StdioConfig { get; set; }

    public JsonNode? Metadata { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<MCPServer>
    {
        public void Configure(EntityTypeBuilder<MCPServer> entity)
        {
            entity.ToTable("mcp_server");
            entity.HasIndex(e => new { e.ServerName, e.OrganizationId }, "uix_name_organization_mcp_server").IsConstraint();
        }
    }
}

using Letta.Migrations.Model.Mixins;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Letta.Migrations.Model;

/// <summary>Which server a tool comes from.</summary>
public sealed class MCPTools : AuditedEntity, IHasOrganization
{
    public required string Id { get; set; }

    public required string McpServerId { get; set; }

    public required string ToolId { get; set; }

    public required string OrganizationId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<MCPTools>
    {
        public void Configure(EntityTypeBuilder<MCPTools> entity) => entity.ToTable("mcp_tools");
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250702140859, "56254216524f", "MCP servers have custom headers")]
public sealed class McpServersHaveCustomHeaders : Revision
{
    public override void Up()
    {
        Alter.Table("mcp_server").AddColumn("custom_headers").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the custom headers of MCP servers: nothing held them before");
        Delete.Column("custom_headers").FromTable("mcp_server");
    }
}

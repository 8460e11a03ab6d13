using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250702140859, "56254216524f", "mcp servers have custom headers")]
public sealed class McpServersHaveCustomHeaders : Revision
{
    public override void Up()
    {
        Alter.Table("mcp_server").AddColumn("custom_headers").AsJson().Nullable();
    }

    public override void Down()
    {
        Delete.Column("custom_headers").FromTable("mcp_server");
    }
}

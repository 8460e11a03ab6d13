using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251020172554, "c6c43222e2de", "create the mcp tools")]
public sealed class CreateTheMcpTools : Revision
{
    public override void Up()
    {
        Create.Table("mcp_tools")
            .WithColumn("mcp_server_id").AsVarchar().NotNullable()
            .WithColumn("tool_id").AsVarchar().NotNullable()
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("mcp_tools_pkey")
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("mcp_tools_organization_id_fkey", "mcp_tools", "organization_id", "organizations");
    }

    public override void Down()
    {
        Irreversible("the tools of MCP servers: nothing held them before");
        Delete.Table("mcp_tools");
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250614145953, "c0ef3ff26306", "MCP servers have a token")]
public sealed class McpServersHaveAToken : Revision
{
    public override void Up()
    {
        Alter.Table("mcp_server").AddColumn("token").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the tokens of MCP servers: nothing held them before");
        Delete.Column("token").FromTable("mcp_server");
    }
}

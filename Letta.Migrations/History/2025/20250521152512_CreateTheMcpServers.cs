using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250521152512, "9ecbdbaa409f", "create the MCP servers")]
public sealed class CreateTheMcpServers : Revision
{
    public override void Up()
    {
        Create.Table("mcp_server")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("mcp_server_pkey")
            .WithColumn("server_name").AsVarchar().NotNullable()
            .WithColumn("server_type").AsVarchar().NotNullable()
            .WithColumn("server_url").AsVarchar().Nullable()
            .WithColumn("stdio_config").AsJson().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithMetaColumns()
            .WithColumn("metadata_").AsJson().Nullable();
        Create.UniqueConstraint("uix_name_organization_mcp_server").OnTable("mcp_server").Columns("server_name", "organization_id");
        ForeignKey("mcp_server_organization_id_fkey", "mcp_server", "organization_id", "organizations");
    }

    public override void Down()
    {
        Irreversible("the MCP servers: nothing held them before");
        Delete.Table("mcp_server");
    }
}

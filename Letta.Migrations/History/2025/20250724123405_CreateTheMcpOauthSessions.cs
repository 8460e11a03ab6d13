using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250724123405, "f5d26b0526e8", "create the MCP OAuth sessions")]
public sealed class CreateTheMcpOauthSessions : Revision
{
    public override void Up()
    {
        Create.Table("mcp_oauth")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("mcp_oauth_pkey")
            .WithColumn("state").AsString(255).NotNullable()
            .WithColumn("server_id").AsString(255).Nullable()
            .WithColumn("server_url").AsText().NotNullable()
            .WithColumn("server_name").AsText().NotNullable()
            .WithColumn("authorization_url").AsText().Nullable()
            .WithColumn("authorization_code").AsText().Nullable()
            .WithColumn("access_token").AsText().Nullable()
            .WithColumn("refresh_token").AsText().Nullable()
            .WithColumn("token_type").AsString(50).NotNullable()
            .WithColumn("expires_at").AsTimestampTz().Nullable()
            .WithColumn("scope").AsText().Nullable()
            .WithColumn("client_id").AsText().Nullable()
            .WithColumn("client_secret").AsText().Nullable()
            .WithColumn("redirect_uri").AsText().Nullable()
            .WithColumn("status").AsString(20).NotNullable()
            .WithColumn("created_at").AsTimestampTz().NotNullable()
            .WithColumn("updated_at").AsTimestampTz().NotNullable()
            .WithColumn("is_deleted").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("_created_by_id").AsVarchar().Nullable()
            .WithColumn("_last_updated_by_id").AsVarchar().Nullable()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("user_id").AsVarchar().NotNullable();
        Create.UniqueConstraint("mcp_oauth_state_key").OnTable("mcp_oauth").Column("state");
        ForeignKey("mcp_oauth_organization_id_fkey", "mcp_oauth", "organization_id", "organizations");
        ForeignKey("mcp_oauth_server_id_fkey", "mcp_oauth", "server_id", "mcp_server").OnDelete(Rule.Cascade);
        ForeignKey("mcp_oauth_user_id_fkey", "mcp_oauth", "user_id", "users");
    }

    public override void Down()
    {
        Irreversible("the OAuth sessions of MCP servers: nothing held them before");
        Delete.Table("mcp_oauth");
    }
}

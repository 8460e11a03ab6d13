using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250915220247, "d06594144ef3", "mcp servers and sessions may be encrypted")]
public sealed class McpServersAndSessionsHaveEncryptedColumns : Revision
{
    public override void Up()
    {
        Alter.Table("mcp_oauth")
            .AddColumn("access_token_enc").AsText().Nullable()
            .AddColumn("refresh_token_enc").AsText().Nullable()
            .AddColumn("client_secret_enc").AsText().Nullable();
        Alter.Table("mcp_server")
            .AddColumn("token_enc").AsText().Nullable()
            .AddColumn("custom_headers_enc").AsText().Nullable();
        Encrypt("mcp_oauth")
            .Text("access_token", into: "access_token_enc")
            .Text("refresh_token", into: "refresh_token_enc")
            .Text("client_secret", into: "client_secret_enc");
        Encrypt("mcp_server")
            .Text("token", into: "token_enc")
            .Json("custom_headers", into: "custom_headers_enc");
    }

    public override void Down()
    {
        Irreversible("secrets that were written in ciphertext alone: nothing held that before");
        Delete.Column("access_token_enc").Column("client_secret_enc").Column("refresh_token_enc").FromTable("mcp_oauth");
        Delete.Column("custom_headers_enc").Column("token_enc").FromTable("mcp_server");
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250916160158, "eff256d296cb", "encrypt the mcp servers and sessions")]
public sealed class EncryptTheMcpServersAndSessions : Revision
{
    /// <summary>
    /// What was written in plain text since the columns came; for whoever came here with Alembic and had no key then, everything.
    /// </summary>
    public override void Up()
    {
        Encrypt("mcp_oauth")
            .Text("access_token", into: "access_token_enc")
            .Text("refresh_token", into: "refresh_token_enc")
            .Text("client_secret", into: "client_secret_enc");
        Encrypt("mcp_server")
            .Text("token", into: "token_enc")
            .Json("custom_headers", into: "custom_headers_enc");
    }

    /// <summary>The plaintext was never gone, and the encrypted columns are of an earlier revision.</summary>
    public override void Down()
    {
    }
}

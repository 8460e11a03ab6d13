using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251013133555, "8149a781ac1b", "encrypt providers servers and variables")]
public sealed class EncryptProvidersServersAndVariables : Revision
{
    public override void Up()
    {
        Encrypt("providers")
            .Text("api_key", into: "api_key_enc")
            .Text("access_key", into: "access_key_enc");
        Encrypt("sandbox_environment_variables").Text("value", into: "value_enc");
        Encrypt("mcp_oauth", name: "encrypt_mcp_oauth_authorization_code").Text("authorization_code", into: "authorization_code_enc");
    }

    /// <summary>The plaintext was never gone, and the encrypted columns are of an earlier revision.</summary>
    public override void Down()
    {
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250916160158, "eff256d296cb", "encrypt the mcp servers and sessions")]
public sealed class EncryptTheMcpServersAndSessions : Revision
{
    public override void Up()
    {

    }

    public override void Down()
    {

    }
}

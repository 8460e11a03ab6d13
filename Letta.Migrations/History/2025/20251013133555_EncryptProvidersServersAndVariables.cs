using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251013133555, "8149a781ac1b", "encrypt providers servers and variables")]
public sealed class EncryptProvidersServersAndVariables : Revision
{
    public override void Up()
    {

    }

    public override void Down()
    {

    }
}

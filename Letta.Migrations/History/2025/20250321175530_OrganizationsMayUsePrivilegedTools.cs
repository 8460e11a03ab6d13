using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250321175530, "bdddd421ec41", "organizations may use privileged tools")]
public sealed class OrganizationsMayUsePrivilegedTools : Revision
{
    public override void Up()
    {
        Alter.Table("organizations").AddColumn("privileged_tools").AsBoolean().NotNullable().FilledFrom("false");
    }

    public override void Down()
    {
        Irreversible("which organizations may use privileged tools: nothing held it before");
        Delete.Column("privileged_tools").FromTable("organizations");
    }
}

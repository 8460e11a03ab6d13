using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250321175530, "bdddd421ec41", "organizations may use privileged tools")]
public sealed class OrganizationsMayUsePrivilegedTools : Revision
{
    public override void Up()
    {
        Alter.Table("organizations").AddColumn("privileged_tools").AsBoolean().NotNullable();
    }

    public override void Down()
    {
        Delete.Column("privileged_tools").FromTable("organizations");
    }
}

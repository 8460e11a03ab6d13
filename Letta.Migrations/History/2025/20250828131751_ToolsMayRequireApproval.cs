using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250828131751, "c41c87205254", "tools may require approval")]
public sealed class ToolsMayRequireApproval : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("default_requires_approval").AsBoolean().Nullable();
    }

    public override void Down()
    {
        Irreversible("which tools require approval: nothing held it before");
        Delete.Column("default_requires_approval").FromTable("tools");
    }
}

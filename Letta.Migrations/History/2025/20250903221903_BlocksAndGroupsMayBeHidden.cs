using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250903221903, "5b804970e6a0", "blocks and groups may be hidden")]
public sealed class BlocksAndGroupsMayBeHidden : Revision
{
    public override void Up()
    {
        Alter.Table("groups").AddColumn("hidden").AsBoolean().Nullable();
        Alter.Table("block").AddColumn("hidden").AsBoolean().Nullable();
    }

    public override void Down()
    {
        Irreversible("which blocks and groups are hidden: nothing held it before");
        Delete.Column("hidden").FromTable("block");
        Delete.Column("hidden").FromTable("groups");
    }
}

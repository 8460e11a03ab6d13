using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250513144217, "220856bbf43b", "blocks may be read only")]
public sealed class BlocksMayBeReadOnly : Revision
{
    public override void Up()
    {
        Alter.Table("block").AddColumn("read_only").AsBoolean().NotNullable().FilledFrom("false");
    }

    public override void Down()
    {
        Irreversible("which blocks are read only: nothing held it before");
        Delete.Column("read_only").FromTable("block");
    }
}

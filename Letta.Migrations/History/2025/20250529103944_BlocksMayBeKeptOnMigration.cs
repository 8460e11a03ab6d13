using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250529103944, "341068089f14", "blocks may be kept on migration")]
public sealed class BlocksMayBeKeptOnMigration : Revision
{
    public override void Up()
    {
        Alter.Table("block").AddColumn("preserve_on_migration").AsBoolean().Nullable();
    }

    public override void Down()
    {
        Irreversible("which blocks are kept on migration: nothing held it before");
        Delete.Column("preserve_on_migration").FromTable("block");
    }
}

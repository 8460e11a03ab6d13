using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250110173823, "22a6e413d89c", "drop the module of a tool")]
public sealed class DropTheModuleOfATool : Revision
{
    public override void Up()
    {
        Delete.Column("module").FromTable("tools");
    }

    public override void Down()
    {
        Alter.Table("tools").AddColumn("module").AsVarchar().Nullable();
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250110173823, "22a6e413d89c", "drop the module of a tool")]
public sealed class DropTheModuleOfATool : Revision
{
    public override void Up()
    {
        Loses(
            "tools",
            "the modules of tools that users made",
            "select id from tools where module is not null and tool_type = 'custom' order by id",
            "the source of a tool is complete by itself since then; the server writes its own tools again when it starts");

        Delete.Column("module").FromTable("tools");
    }

    public override void Down()
    {
        Irreversible("the modules of tools: they went with their column");
        Alter.Table("tools").AddColumn("module").AsVarchar().Nullable();
    }
}

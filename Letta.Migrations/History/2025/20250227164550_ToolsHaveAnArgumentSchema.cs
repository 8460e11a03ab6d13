using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250227164550, "54f2311edb62", "tools have an argument schema")]
public sealed class ToolsHaveAnArgumentSchema : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("args_json_schema").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the argument schemas of tools: nothing held them before");
        Delete.Column("args_json_schema").FromTable("tools");
    }
}

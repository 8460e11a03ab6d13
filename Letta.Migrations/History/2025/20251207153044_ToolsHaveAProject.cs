using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251207153044, "2e5e90d3cdf8", "tools have a project")]
public sealed class ToolsHaveAProject : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("project_id").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the projects of tools: nothing held them before");
        Delete.Column("project_id").FromTable("tools");
    }
}

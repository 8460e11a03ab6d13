using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250612180654, "1c6b6a38b713", "tools have pip requirements")]
public sealed class ToolsHavePipRequirements : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("pip_requirements").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the pip requirements of tools: nothing held them before");
        Delete.Column("pip_requirements").FromTable("tools");
    }
}

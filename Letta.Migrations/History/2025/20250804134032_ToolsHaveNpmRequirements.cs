using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250804134032, "d007f4ca66bf", "tools have npm requirements")]
public sealed class ToolsHaveNpmRequirements : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("npm_requirements").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the npm requirements of tools: nothing held them before");
        Delete.Column("npm_requirements").FromTable("tools");
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250109151147, "e20573fe9b86", "tools have a type")]
public sealed class ToolsHaveAType : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("tool_type").AsVarchar().NotNullable().FilledFrom(ToolTypes.ByName);
        Alter.Column("json_schema").OnTable("tools").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the type of a tool, where it is another than its name tells");
        Irreversible("the schema of a tool that has none: tools.json_schema stays nullable then");
        Delete.Column("tool_type").FromTable("tools");
        SetNotNullIfFilled("tools", "json_schema");
    }
}

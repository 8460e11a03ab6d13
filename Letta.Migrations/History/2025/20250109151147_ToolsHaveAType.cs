using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250109151147, "e20573fe9b86", "tools have a type")]
public sealed class ToolsHaveAType : Revision
{
    public override void Up()
    {
        Alter.Table("tools").AddColumn("tool_type").AsVarchar().NotNullable();
        Alter.Column("json_schema").OnTable("tools").AsJson().Nullable();
    }

    public override void Down()
    {
        Alter.Column("json_schema").OnTable("tools").AsJson().NotNullable();
        Delete.Column("tool_type").FromTable("tools");
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250716143422, "cce9a6174366", "steps have a stop reason")]
public sealed class StepsHaveAStopReason : Revision
{
    public override void Up()
    {
        CreateEnum("stopreasontype", "end_turn", "error", "invalid_tool_call", "max_steps", "no_tool_call", "tool_rule", "cancelled");
        Alter.Table("messages").AddColumn("is_err").AsBoolean().Nullable();
        Alter.Table("steps").AddColumn("stop_reason").AsEnum("stopreasontype", 17).Nullable();
    }

    public override void Down()
    {
        Delete.Column("is_err").FromTable("messages");
        Delete.Column("stop_reason").FromTable("steps");
        DropEnum("stopreasontype");
    }
}

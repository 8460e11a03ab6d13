using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250716143422, "cce9a6174366", "steps have a stop reason")]
public sealed class StepsHaveAStopReason : Revision
{
    public override void Up()
    {
        Alter.Table("messages").AddColumn("is_err").AsBoolean().Nullable();

        CreateEnum("stopreasontype", "end_turn", "error", "invalid_tool_call", "max_steps", "no_tool_call", "tool_rule", "cancelled");
        Alter.Table("steps").AddColumn("stop_reason").AsEnum("stopreasontype", 17).Nullable();
    }

    public override void Down()
    {
        Irreversible("the stop reasons of steps, and which messages are of an error: nothing held them before");
        Delete.Column("stop_reason").FromTable("steps");
        DropEnum("stopreasontype");

        Delete.Column("is_err").FromTable("messages");
    }
}

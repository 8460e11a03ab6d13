using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250827163445, "887a4367b560", "stop reasons are text")]
public sealed class StopReasonsAreText : Revision
{
    public override void Up()
    {
        Alter.Column("stop_reason").OnTable("steps").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("a stop reason of a step that the enum has no label for: it comes back empty");
        Sql("""
            update steps set stop_reason = null
            where stop_reason not in ('end_turn', 'error', 'invalid_tool_call', 'max_steps', 'no_tool_call', 'tool_rule', 'cancelled')
            """);
        Alter.Column("stop_reason").OnTable("steps").AsEnum("stopreasontype", 17).Nullable();
    }
}

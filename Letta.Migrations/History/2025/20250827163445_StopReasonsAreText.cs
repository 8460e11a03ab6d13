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
        Alter.Column("stop_reason").OnTable("steps").AsEnum("stopreasontype", 17).Nullable();
    }
}

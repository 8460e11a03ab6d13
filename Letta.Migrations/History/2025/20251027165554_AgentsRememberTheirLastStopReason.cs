using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251027165554, "89fd4648866b", "agents remember their last stop reason")]
public sealed class AgentsRememberTheirLastStopReason : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("last_stop_reason").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the last stop reason of agents: nothing held it before");
        Delete.Column("last_stop_reason").FromTable("agents");
    }
}

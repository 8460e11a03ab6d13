using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20251210161723, "d0880aae6cee", "agents have compaction settings")]
public sealed class AgentsHaveCompactionSettings : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("compaction_settings").AsJson().Nullable();
    }

    public override void Down()
    {
        Irreversible("the compaction settings of agents: nothing held them before");
        Delete.Column("compaction_settings").FromTable("agents");
    }
}

using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250623174851, "c7ac45f69849", "agents have a time zone")]
public sealed class AgentsHaveATimeZone : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("timezone").AsVarchar().Nullable();
    }

    public override void Down()
    {
        Irreversible("the time zones of agents: nothing held them before");
        Delete.Column("timezone").FromTable("agents");
    }
}

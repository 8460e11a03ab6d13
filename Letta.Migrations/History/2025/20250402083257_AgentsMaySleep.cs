using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250402083257, "6fe79c0525f2", "agents may sleep")]
public sealed class AgentsMaySleep : Revision
{
    public override void Up()
    {
        Alter.Table("agents").AddColumn("enable_sleeptime").AsBoolean().Nullable();
        Rename.Column("background_agents_interval").OnTable("groups").To("background_agents_frequency");
    }

    public override void Down()
    {
        Irreversible("whether an agent sleeps: nothing held it before");
        Rename.Column("background_agents_frequency").OnTable("groups").To("background_agents_interval");
        Delete.Column("enable_sleeptime").FromTable("agents");
    }
}

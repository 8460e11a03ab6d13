using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250403172026, "90bb156e71df", "rename the sleeptime frequency")]
public sealed class RenameTheSleeptimeFrequency : Revision
{
    public override void Up()
    {
        Rename.Column("background_agents_frequency").OnTable("groups").To("sleeptime_agent_frequency");
    }

    public override void Down()
    {
        Rename.Column("sleeptime_agent_frequency").OnTable("groups").To("background_agents_frequency");
    }
}

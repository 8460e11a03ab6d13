using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250327111151, "a66510f83fc2", "groups order their agents")]
public sealed class GroupsOrderTheirAgents : Revision
{
    public override void Up()
    {
        Alter.Table("groups").AddColumn("agent_ids").AsJson().NotNullable();
    }

    public override void Down()
    {
        Delete.Column("agent_ids").FromTable("groups");
    }
}

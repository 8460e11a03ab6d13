using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250327111151, "a66510f83fc2", "groups order their agents")]
public sealed class GroupsOrderTheirAgents : Revision
{
    public override void Up()
        // No order was kept before; that of the ids is the same for everybody. The manager leads the group and has no place in it.
        => Alter.Table("groups").AddColumn("agent_ids").AsJson().NotNullable().FilledFrom(OnPostgres
            ? """
              (select coalesce(json_agg(l.agent_id order by l.agent_id collate "C"), '[]')
               from groups_agents l where l.group_id = groups.id and l.agent_id <> coalesce(groups.manager_agent_id, ''))
              """
            : """
              (select json_group_array(m.agent_id)
               from (select l.agent_id from groups_agents l
                     where l.group_id = groups.id and l.agent_id <> coalesce(groups.manager_agent_id, '') order by l.agent_id) m)
              """);

    public override void Down()
    {
        Irreversible("the order of the agents of a group: nothing held it before");
        Delete.Column("agent_ids").FromTable("groups");
    }
}

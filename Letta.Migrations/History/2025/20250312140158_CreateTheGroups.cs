using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250312140158, "77de976590ae", "create the groups")]
public sealed class CreateTheGroups : Revision
{
    public override void Up()
    {
        Create.Table("groups")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("groups_pkey")
            .WithColumn("description").AsVarchar().NotNullable()
            .WithColumn("manager_type").AsVarchar().NotNullable()
            .WithColumn("manager_agent_id").AsVarchar().Nullable()
            .WithColumn("termination_token").AsVarchar().Nullable()
            .WithColumn("max_turns").AsInt32().Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable();
        ForeignKey("groups_manager_agent_id_fkey", "groups", "manager_agent_id", "agents").OnDeleteRestrict();
        ForeignKey("groups_organization_id_fkey", "groups", "organization_id", "organizations");

        Create.Table("groups_agents")
            .WithColumn("group_id").AsVarchar().NotNullable().PrimaryKey("groups_agents_pkey")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("groups_agents_pkey");
        ForeignKey("groups_agents_agent_id_fkey", "groups_agents", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("groups_agents_group_id_fkey", "groups_agents", "group_id", "groups").OnDelete(Rule.Cascade);

        Alter.Table("messages").AddColumn("group_id").AsVarchar().Nullable(); // Without a foreign key: a group may go, its messages stay.
    }

    public override void Down()
    {
        Irreversible("the groups, their agents, and which messages belong to one: nothing held them before");
        Delete.Column("group_id").FromTable("messages");
        Delete.Table("groups_agents");
        Delete.Table("groups");
    }
}

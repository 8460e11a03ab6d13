using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2024;

[Revision(20241205164651, "08b2f8225812", "tools are linked to agents")]
public sealed class CreateToolsAgents : Revision
{
    public override void Up()
    {
        Create.Table("tools_agents")
            .WithColumn("agent_id").AsVarchar().NotNullable().PrimaryKey("tools_agents_pkey")
            .WithColumn("tool_id").AsVarchar().NotNullable().PrimaryKey("tools_agents_pkey")
            .WithColumn("tool_name").AsVarchar().NotNullable().PrimaryKey("tools_agents_pkey")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("tools_agents_pkey")
            .WithMetaColumns();
        Create.UniqueConstraint("unique_tool_per_agent").OnTable("tools_agents").Columns("agent_id", "tool_name");
        ForeignKey("tools_agents_agent_id_fkey", "tools_agents", "agent_id", "agents");
        ForeignKey("fk_tool_id", "tools_agents", "tool_id", "tools");
    }

    public override void Down()
    {
        Irreversible("the links of tools to agents: agents.tool_names still names the tools");
        Delete.Table("tools_agents");
    }
}

using System.Data;
using Letta.Migrations.Authoring;

namespace Letta.Migrations.History._2025;

[Revision(20250104204528, "400501b04bf0", "agents have environment variables")]
public sealed class AgentsHaveEnvironmentVariables : Revision
{
    public override void Up()
    {
        Create.Table("agent_environment_variables")
            .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("agent_environment_variables_pkey")
            .WithColumn("key").AsVarchar().NotNullable()
            .WithColumn("value").AsVarchar().NotNullable()
            .WithColumn("description").AsVarchar().Nullable()
            .WithMetaColumns()
            .WithColumn("organization_id").AsVarchar().NotNullable()
            .WithColumn("agent_id").AsVarchar().NotNullable();
        Create.UniqueConstraint("uix_key_agent").OnTable("agent_environment_variables").Columns("key", "agent_id");
        ForeignKey("agent_environment_variables_agent_id_fkey", "agent_environment_variables", "agent_id", "agents").OnDelete(Rule.Cascade);
        ForeignKey("agent_environment_variables_organization_id_fkey", "agent_environment_variables", "organization_id", "organizations");
    }

    public override void Down()
    {
        Irreversible("the environment variables of agents: nothing held them before");
        Delete.Table("agent_environment_variables");
    }
}
